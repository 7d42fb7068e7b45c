import { beforeEach, expect, it } from 'vitest';
import { moveDraft } from './draft';

const KEY = 'promotion-bus.draft.';

beforeEach(() => sessionStorage.clear());

it('a draft goes along to what took the place of its thing', () => {
  sessionStorage.setItem(`${KEY}decision.old`, 'tested by hand');
  moveDraft('decision.old', 'decision.new');
  expect(sessionStorage.getItem(`${KEY}decision.new`)).toBe('tested by hand');
  expect(sessionStorage.getItem(`${KEY}decision.old`)).toBeNull();
});

it('what was typed there already is not lost to it', () => {
  sessionStorage.setItem(`${KEY}decision.old`, 'old words');
  sessionStorage.setItem(`${KEY}decision.new`, 'new words');
  moveDraft('decision.old', 'decision.new');
  expect(sessionStorage.getItem(`${KEY}decision.new`)).toBe('new words');
});
