export const sortFields = ['name', 'email', 'createdAt', 'updatedAt'] as const;
export type SortField = (typeof sortFields)[number];
export type Direction = 'asc' | 'desc';
export type Sort = `${SortField},${Direction}`;

export const DEFAULT_SORT: Sort = 'name,asc';
export const sizes = [10, 20, 50, 100] as const;
export const DEFAULT_SIZE = 20;
/** The API counts no further. */
const LAST_PAGE = 10_001;
const LONGEST_QUERY = 200;

/** What the list shows, as it stands in the address: only what differs from the usual. Pages count from 1. */
export interface UsersSearch {
  q?: string;
  sort?: Sort;
  page?: number;
  size?: number;
}

export function readUsersSearch(raw: Record<string, unknown>): UsersSearch {
  const search: UsersSearch = {};
  const q = typeof raw['q'] === 'string' ? raw['q'].trim().slice(0, LONGEST_QUERY) : '';
  if (q) search.q = q;
  const sort = readSort(raw['sort']);
  if (sort && sort !== DEFAULT_SORT) search.sort = sort;
  const page = Number(raw['page']);
  if (Number.isInteger(page) && page > 1 && page <= LAST_PAGE) search.page = page;
  const size = sizes.find((each) => each === Number(raw['size']));
  if (size && size !== DEFAULT_SIZE) search.size = size;
  return search;
}

function readSort(raw: unknown): Sort | null {
  if (typeof raw !== 'string') return null;
  const [field, direction = 'asc'] = raw.split(',');
  const known = sortFields.find((each) => each === field);
  if (!known || (direction !== 'asc' && direction !== 'desc')) return null;
  return `${known},${direction}`;
}

/** As the API takes it, where pages count from 0. */
export function queryOf({ q, sort = DEFAULT_SORT, page = 1, size = DEFAULT_SIZE }: UsersSearch) {
  return { page: page - 1, size, sort, ...(q ? { q } : {}) };
}

/** Another filter or order starts at the first page again. */
export function changed(search: UsersSearch, change: UsersSearch): UsersSearch {
  const { page: _, ...rest } = search;
  return readUsersSearch({ ...rest, ...change });
}

/** Sorting by the same field again turns the order round. */
export function sortedBy(search: UsersSearch, field: SortField): UsersSearch {
  const next = search.sort ?? DEFAULT_SORT;
  return changed(search, { sort: next === `${field},asc` ? `${field},desc` : `${field},asc` });
}

export function directionOf(search: UsersSearch, field: SortField): Direction | null {
  const [by, direction] = (search.sort ?? DEFAULT_SORT).split(',');
  return by === field ? (direction as Direction) : null;
}
