export const boardFilters = ['all', 'mine', 'stuck', 'unhealthy'] as const;
export type BoardFilter = (typeof boardFilters)[number];

export interface BoardSearch {
  q?: string;
  show?: BoardFilter;
  /** `project/stage` of the stage that is open in full. */
  stage?: string;
}

export function readBoardSearch(raw: Record<string, unknown>): BoardSearch {
  const q = typeof raw['q'] === 'string' ? raw['q'] : '';
  const show = boardFilters.find((filter) => filter === raw['show']);
  const stage = typeof raw['stage'] === 'string' && /^[^/]+\/[^/]+$/.test(raw['stage']) ? raw['stage'] : '';
  return { ...(q.trim() ? { q } : {}), ...(show && show !== 'all' ? { show } : {}), ...(stage ? { stage } : {}) };
}
