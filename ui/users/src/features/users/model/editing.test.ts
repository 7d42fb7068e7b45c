import { describe, expect, it } from 'vitest';
import { aUser } from '../../../testing/store';
import { dataOf } from './conflict';
import { begin, overtaken } from './editing';

const base = aUser();
const mine = { name: 'Ana Souza Lima', email: base.email };

describe('an edit', () => {
  it('begins with what is stored', () => {
    expect(begin(base, null)).toEqual({ step: 'form', base, mine: dataOf(base) });
  });

  it('goes on with what was typed before, on top of the same version', () => {
    expect(begin(base, { base, mine })).toEqual({ step: 'form', base, mine });
  });

  it('is a conflict from the beginning when somebody stored another version since', () => {
    const theirs = aUser({ name: 'Ana Lima', version: 1 });
    expect(begin(theirs, { base, mine })).toEqual({ step: 'conflict', base, mine, theirs });
    expect(overtaken({ base, mine }, theirs)).toEqual({ step: 'conflict', base, mine, theirs });
  });

  it('has nothing to decide when the other version says what was typed', () => {
    const theirs = aUser({ ...mine, version: 1 });
    expect(begin(theirs, { base, mine })).toEqual({ step: 'form', base: theirs, mine });
  });
});
