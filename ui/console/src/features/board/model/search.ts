export const boardFilters = ['all', 'mine', 'stuck', 'unhealthy'] as const;
export type BoardFilter = (typeof boardFilters)[number];

export interface BoardSearch {
  q?: string;
  show?: BoardFilter;
}

export function readBoardSearch(raw: Record<string, unknown>): BoardSearch {
  const q = typeof raw['q'] === 'string' ? raw['q'] : '';
  const show = boardFilters.find((filter) => filter === raw['show']);
  return { ...(q.trim() ? { q } : {}), ...(show && show !== 'all' ? { show } : {}) };
}
