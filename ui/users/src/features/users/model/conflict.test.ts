import { describe, expect, it } from 'vitest';
import { compare, firstChoices, isSame, openFields, settled } from './conflict';

const base = { name: 'Ana', email: 'ana@example.org' };

describe('comparing two versions of a user', () => {
  it('tells who changed which field, with the common beginning as the judge', () => {
    const mine = { name: 'Ana Souza', email: 'ana@example.org' };
    const theirs = { name: 'Ana Lima', email: 'lima@example.org' };
    expect(compare(base, mine, theirs).map(({ changedBy }) => changedBy)).toEqual(['both', 'them']);
    expect(compare(base, theirs, mine).map(({ changedBy }) => changedBy)).toEqual(['both', 'me']);
  });

  it('sees no difference in spaces around a value, nor where both wrote the same', () => {
    expect(compare(base, { ...base, name: ' Ana ' }, base).map(({ changedBy }) => changedBy)).toEqual(['nobody', 'nobody']);
    const same = { name: 'Bia', email: 'bia@example.org' };
    expect(compare(base, same, same).map(({ changedBy }) => changedBy)).toEqual(['nobody', 'nobody']);
    expect(isSame({ ...base, email: ` ${base.email}` }, base)).toBe(true);
    expect(isSame({ ...base, name: 'ana' }, base)).toBe(false);
  });

  it('takes what only one changed as it is and leaves the rest to the person', () => {
    const conflicts = compare(base, { name: 'Ana S', email: 'new@example.org' }, { name: 'Ana L', email: base.email });
    const first = firstChoices(conflicts);
    expect(first).toEqual({ email: 'mine' });
    expect(openFields(conflicts, first)).toEqual(['name']);
    expect(openFields(conflicts, { ...first, name: 'theirs' })).toEqual([]);
    expect(settled(conflicts, { ...first, name: 'theirs' })).toEqual({ name: 'Ana L', email: 'new@example.org' });
    expect(settled(conflicts, { ...first, name: 'mine' })).toEqual({ name: 'Ana S', email: 'new@example.org' });
  });
});
