import { describe, expect, it } from 'vitest';
import { changed, directionOf, queryOf, readUsersSearch, sortedBy } from './search';

describe('the list in the address', () => {
  it('keeps only what differs from the usual', () => {
    expect(readUsersSearch({ q: ' ana ', sort: 'name,asc', page: '1', size: '20', other: 'x' })).toEqual({ q: 'ana' });
    expect(readUsersSearch({ sort: 'email', page: '3', size: '50' })).toEqual({ sort: 'email,asc', page: 3, size: 50 });
  });

  it.each([{ sort: 'password,asc' }, { sort: 'name,up' }, { page: '-1' }, { page: '1.5' }, { page: '99999999' }, { size: '7' }, { q: 3 }])(
    'ignores what the API would refuse: %o',
    (raw) => expect(readUsersSearch(raw)).toEqual({}),
  );

  it('asks the API for pages from 0', () => {
    expect(queryOf({})).toEqual({ page: 0, size: 20, sort: 'name,asc' });
    expect(queryOf({ q: 'a', page: 3 })).toEqual({ q: 'a', page: 2, size: 20, sort: 'name,asc' });
  });

  it('starts at the first page again when filter or order change', () => {
    expect(changed({ page: 4, size: 50 }, { q: 'a' })).toEqual({ q: 'a', size: 50 });
    expect(sortedBy({ page: 4 }, 'name')).toEqual({ sort: 'name,desc' });
    expect(sortedBy({ sort: 'name,desc' }, 'name')).toEqual({});
    expect(directionOf({ sort: 'email,desc' }, 'email')).toBe('desc');
    expect(directionOf({}, 'email')).toBeNull();
  });
});
