import { describe, expect, it } from 'vitest';
import { localTime, nextTick, relativeTime, utcTime } from './time';

const now = new Date('2026-03-10T15:00:00').getTime();
const minute = 60_000;

describe('relativeTime', () => {
  it('counts seconds below a minute, then minutes, hours and days', () => {
    expect(relativeTime(now - 5_000, now, 'pt-BR')).toBe('há 5 seg');
    expect(relativeTime(now - 3 * minute, now, 'pt-BR')).toBe('há 3 min');
    expect(relativeTime(now - 3 * 60 * minute, now, 'pt-BR')).toBe('há 3 h');
    expect(relativeTime(now - 49 * 60 * minute, now, 'en')).toBe('2 days ago');
    expect(relativeTime(now + 2 * 60 * minute, now, 'en')).toBe('in 2 hr');
  });

  it('never rounds up to more than has passed', () => {
    expect(relativeTime(now - (2 * minute - 1), now, 'en')).toBe('1 min ago');
  });
});

describe('localTime', () => {
  it('is as short as it can be without doubt', () => {
    expect(localTime(now - minute, now, 'pt-BR')).toBe('14:59:00');
    expect(localTime(now - 2 * 24 * 60 * minute, now, 'pt-BR')).toBe('dom, 15:00');
    expect(localTime(now - 30 * 24 * 60 * minute, now, 'pt-BR')).toContain('fev');
    expect(localTime(now - 400 * 24 * 60 * minute, now, 'en')).toContain('2025');
  });
});

it('gives the exact instant in UTC', () => {
  expect(utcTime(Date.parse('2026-03-10T12:00:07.123Z'))).toBe('2026-03-10 12:00:07 UTC');
});

it('ticks by the second only while seconds are shown', () => {
  expect(nextTick(now - 5_000, now)).toBe(1000);
  expect(nextTick(now - 5 * minute, now)).toBe(15_000);
  expect(nextTick(now + 5 * 60 * minute, now)).toBe(minute);
});
