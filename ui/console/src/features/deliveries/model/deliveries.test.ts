import { describe, expect, it } from 'vitest';
import { errorText } from './error-text';
import { byteSize, pretty } from './payload';
import { readDeliveriesSearch } from './search';
import { silences } from './silence';

it('indents JSON and leaves everything else as it came', () => {
  expect(pretty('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(pretty('<b>{')).toBe('<b>{');
});

it('counts bytes as people do', () => {
  expect(byteSize(85, 'en')).toBe('85 B');
  expect(byteSize(1834, 'pt-BR')).toBe('1,8 KiB');
  expect(byteSize(26_214_400, 'en')).toBe('25 MiB');
});

it('says an error it knows in words, and one it does not as the bus does', () => {
  const key = (each: string) => each;
  expect(errorText({ slug: 'malformed', detail: 'Not JSON' }, key)).toBe('delivery.error.malformed');
  expect(errorText({ slug: 'learnt-later', detail: 'Something new' }, key)).toBe('Something new');
});

it('knows its filters', () => {
  expect(readDeliveriesSearch({ status: 'dead', source: 'gitlab', q: ' x ' })).toEqual({ status: 'dead', q: 'x' });
});

describe('silences', () => {
  const hour = 3_600_000;
  const every = (gap: number, count: number, last: number) =>
    Array.from({ length: count }, (_, index) => ({
      source: 'dockerhub',
      receivedAt: new Date(last - index * gap).toISOString(),
    }));
  const now = Date.parse('2026-03-10T12:00:00Z');

  it('are heard after three times the usual gap', () => {
    expect(silences(every(hour, 8, now - 3 * hour), now)).toMatchObject([{ source: 'dockerhub', usual: hour }]);
    expect(silences(every(hour, 8, now - 2 * hour), now)).toEqual([]);
  });

  it('are not judged by a handful of deliveries', () => {
    expect(silences(every(hour, 4, now - 90 * hour), now)).toEqual([]);
  });

  it('of a burst are not an alarm after seconds', () => {
    expect(silences(every(1000, 20, now - 60_000), now)).toEqual([]);
  });

  it('count what comes together as one: three webhooks a push do not make the pushes frequent', () => {
    const pushes = Array.from({ length: 7 }, (_, index) => every(300, 3, now - 2 * hour - index * hour)).flat();
    expect(silences(pushes, now)).toEqual([]);
    const later = now + 2 * hour;
    expect(silences(pushes, later)).toHaveLength(1);
    expect(silences(pushes, later)[0]?.usual).toBeGreaterThan(0.9 * hour);
    expect(silences(every(300, 30, now - hour), now)).toEqual([]);
  });
});
