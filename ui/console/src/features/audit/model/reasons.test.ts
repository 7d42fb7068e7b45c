import { describe, expect, it } from 'vitest';
import en from '../../../i18n/en.json';
import pt from '../../../i18n/pt-BR.json';
import { causeOf, causes, inOwnWords } from './reasons';

describe('the reason of an event', () => {
  it('is a slug where a decision was refused or a request ended', () => {
    expect(causeOf({ action: 'approval.denied', reason: 'author' })).toBe('author');
    expect(causeOf({ action: 'approval.denied', reason: 'learnt-later' })).toBeNull();
    expect(causeOf({ action: 'approval.rejected', reason: 'author' })).toBeNull();
  });

  it('has words in both languages for every slug', () => {
    expect(Object.keys(pt).filter((key) => key.startsWith('cause.'))).toEqual(causes.map((cause) => `cause.${cause}`).sort());
    for (const cause of causes) {
      expect(pt[`cause.${cause}`]).not.toBe(en[`cause.${cause}`]);
    }
  });

  it('stands in somebody’s own words', () => {
    expect(inOwnWords({ action: 'freeze.set', actor: { kind: 'person' } })).toBe(true);
    expect(inOwnWords({ action: 'approval.requested', actor: { kind: 'system', id: 'approval' } })).toBe(true);
    expect(inOwnWords({ action: 'delivery.dead', actor: { kind: 'system', id: 'intake' } })).toBe(false);
  });
});
