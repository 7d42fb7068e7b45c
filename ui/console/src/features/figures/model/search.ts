export const ranges = ['7', '30', '90'] as const;
export type Range = (typeof ranges)[number];

export interface FiguresSearch {
  project?: string;
  days?: Range;
}

export function readFiguresSearch(raw: Record<string, unknown>): FiguresSearch {
  const search: FiguresSearch = {};
  if (typeof raw['project'] === 'string' && raw['project'].trim()) search.project = raw['project'].trim();
  const days = ranges.find((range) => range === raw['days']);
  if (days && days !== '30') search.days = days;
  return search;
}
