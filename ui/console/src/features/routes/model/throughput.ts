import type { Route } from '../../../api/types';

export interface Snapshot {
  at: number;
  completed: Record<string, number>;
}

export interface Seen {
  routes: Route[];
  /** What was counted before, oldest first, no older than the window. */
  snapshots: Snapshot[];
}

const WINDOW_MS = 60_000;

/** Adds what was just read to what was seen before; counters only grow, so a rate is the difference over time. */
export function seen(before: Seen | undefined, routes: Route[], now: number): Seen {
  const recent = (before?.snapshots ?? []).filter(({ at }) => now - at <= WINDOW_MS);
  const completed = Object.fromEntries(routes.map((route) => [route.id, route.completed]));
  return { routes, snapshots: [...recent, { at: now, completed }] };
}

/** Exchanges a minute within the last minute; null until there are two counts, or when the route started over. */
export function perMinute({ snapshots }: Seen, route: string): number | null {
  const counts = snapshots.flatMap(({ at, completed }) => {
    const count = completed[route];
    return count === undefined ? [] : [{ at, count }];
  });
  const [first] = counts;
  const last = counts[counts.length - 1];
  if (!first || !last || last.at <= first.at || last.count < first.count) return null;
  return ((last.count - first.count) * 60_000) / (last.at - first.at);
}
