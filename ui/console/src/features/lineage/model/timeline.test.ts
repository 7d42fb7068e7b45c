import { describe, expect, it } from 'vitest';
import { FixtureClock, HOUR, SECOND } from '../../../testing/fixtures/clock';
import { lineage } from '../../../testing/fixtures/log';
import { arrivals, timeline } from './timeline';

const { events } = lineage(new FixtureClock(1_800_000_000_000), (pt) => pt);

describe('timeline', () => {
  it('is in order of time with the time between', () => {
    const entries = timeline([...events].reverse());
    expect(entries.map(({ event }) => event.kind)).toEqual(events.map(({ kind }) => kind));
    expect(entries[0]?.gap).toBeNull();
    expect(entries[1]?.gap).toBe(38);
  });

  it('marks the first event of a day', () => {
    expect(timeline(events)[0]?.newDay).toBe(true);
  });
});

it('arrivals are the first verification in each stage, counted from the first event', () => {
  expect(arrivals(events).map(({ stage, after }) => [stage, after])).toEqual([
    ['dev', 14 * SECOND],
    ['stg', HOUR],
  ]);
  expect(arrivals([])).toEqual([]);
});
