import { expect, it } from 'vitest';
import { ended, inForce, isDigest, stageChoices, untilOf } from './freezes';

const now = Date.parse('2026-03-10T12:00:00Z');

it('a freeze ends when it is lifted or its time is over', () => {
  const open = { id: 'open', liftedAt: null };
  const lifted = { id: 'lifted', until: null, liftedAt: '2026-03-09T00:00:00Z' };
  const over = { id: 'over', liftedAt: null, until: '2026-03-10T11:59:59Z' };
  const later = { id: 'later', liftedAt: null, until: '2026-03-10T12:00:01Z' };
  expect(inForce([open, lifted, over, later], now)).toEqual([open, later]);
  expect(ended([open, lifted, over, later], now)).toEqual([lifted, over]);
});

it('a digest is told from what looks like one', () => {
  expect(isDigest(` sha256:${'a'.repeat(64)} `)).toBe(true);
  expect(isDigest(`sha256:${'A'.repeat(64)}`)).toBe(false);
  expect(isDigest('a'.repeat(64))).toBe(false);
});

it('an empty time is no time', () => {
  expect(untilOf('')).toBeNull();
  expect(untilOf('2026-03-10T12:00')).toMatch(/^2026-03-1\dT/);
});

it('stages are offered by project, each name once where all projects are meant', () => {
  const projects = [
    { name: 'a', stages: [{ name: 'dev' }, { name: 'prod' }] },
    { name: 'b', stages: [{ name: 'dev' }] },
  ];
  expect(stageChoices(projects, '')).toEqual(['dev', 'prod']);
  expect(stageChoices(projects, 'b')).toEqual(['dev']);
});
