import type { LineageEvent } from '../../../api/types';

export interface Entry {
  event: LineageEvent;
  /** Milliseconds since the event before; null for the first. */
  gap: number | null;
  /** The first event of another calendar day of the viewer. */
  newDay: boolean;
}

/** The events in order with the time between them. */
export function timeline(events: readonly LineageEvent[]): Entry[] {
  const ordered = [...events].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return ordered.map((event, index) => {
    const before = ordered[index - 1];
    const at = Date.parse(event.at);
    return {
      event,
      gap: before ? at - Date.parse(before.at) : null,
      newDay: !before || new Date(before.at).toDateString() !== new Date(event.at).toDateString(),
    };
  });
}

export interface Arrival {
  stage: string;
  at: string;
  /** Milliseconds from the first event to the end of the first promotion or verification there. */
  after: number;
}

/** When the version first arrived in each stage, in the order it did. */
export function arrivals(events: readonly LineageEvent[]): Arrival[] {
  const ordered = timeline(events).map(({ event }) => event);
  const start = Date.parse(ordered[0]?.at ?? '');
  const found = new Map<string, Arrival>();
  for (const event of ordered) {
    if (event.kind !== 'verified' || !event.stage || found.has(event.stage)) continue;
    found.set(event.stage, { stage: event.stage, at: event.at, after: Date.parse(event.at) - start });
  }
  return [...found.values()];
}
