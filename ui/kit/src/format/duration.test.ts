import { describe, expect, it } from 'vitest';
import { duration, parseDuration } from './duration';

describe('duration', () => {
  it.each([
    [0, '0 ms'],
    [38.4, '38 ms'],
    [999, '999 ms'],
    [1000, '1 s'],
    [130_000, '2 min 10 s'],
    [120_000, '2 min'],
    [3_600_000, '1 h'],
    [3_605_000, '1 h'],
    [259_080_000, '71 h 58 min'],
    [3 * 86_400_000, '3 d'],
    [3.5 * 86_400_000, '3 d 12 h'],
    [-5, '0 ms'],
  ])('%d ms is %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });
});

describe('parseDuration', () => {
  it.each([
    ['PT2M18S', 138_000],
    ['P1DT2H', 93_600_000],
    ['PT0.5S', 500],
    ['P2D', 172_800_000],
  ])('%s is %d ms', (iso, ms) => {
    expect(parseDuration(iso)).toBe(ms);
  });

  it.each(['', 'P', 'PT', 'P1DT', '5m', 'P1M'])('%s is no duration of days and smaller', (text) => {
    expect(parseDuration(text)).toBeNull();
  });
});
