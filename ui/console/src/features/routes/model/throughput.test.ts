import { expect, it } from 'vitest';
import type { Route } from '../../../api/types';
import { perMinute, type Seen, seen } from './throughput';

const route = (completed: number): Route => ({ id: 'feed-create-freight', state: 'Started', inflight: 0, completed, failed: 0 });
const after = (...counts: [number, number][]) =>
  counts.reduce<Seen | undefined>((before, [at, completed]) => seen(before, [route(completed)], at), undefined);

it('needs two counts', () => {
  const once = after([0, 10]);
  expect(once && perMinute(once, 'feed-create-freight')).toBeNull();
});

it('counts what came within the last minute', () => {
  const rate = after([0, 0], [90_000, 100], [100_000, 105], [120_000, 130]);
  expect(rate && perMinute(rate, 'feed-create-freight')).toBe(60);
});

it('says nothing of a route that started over, or that it never saw', () => {
  const again = after([0, 500], [5_000, 3]);
  expect(again && perMinute(again, 'feed-create-freight')).toBeNull();
  expect(again && perMinute(again, 'other')).toBeNull();
});
