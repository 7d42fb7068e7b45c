/** The kinds of `GET /api/events`. The payload names only kind, id and version: the data is read through the API. */
export const eventKinds = ['board', 'approval', 'delivery', 'promotion', 'audit', 'freeze'] as const;
export type EventKind = (typeof eventKinds)[number];

export interface LiveEvent {
  kind: EventKind;
  id: string;
}

/**
 * The queries an event makes stale, as key prefixes. Lists that people read row by row (deliveries, audit) are left out
 * on purpose: they show how many are new instead of moving under the pointer.
 */
export function staleKeys(event: LiveEvent): readonly (readonly string[])[] {
  switch (event.kind) {
    case 'board':
      return [['board'], ['why'], ['policies']];
    case 'approval':
      return [['approvals'], ['approval', event.id], ['board'], ['why'], ['lineage']];
    case 'delivery':
      return [['delivery', event.id]];
    case 'promotion':
      return [['promotions'], ['board'], ['why'], ['lineage']];
    case 'freeze':
      return [['freezes'], ['quarantine'], ['board'], ['why'], ['approval']];
    case 'audit':
      return [['lineage']];
  }
}

/** Reads a message's data; anything we do not know is nothing, never an error: the stream may learn new kinds. */
export function parseEvent(data: string): LiveEvent | null {
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value !== 'object' || value === null) return null;
    const { kind, id } = value as { kind?: unknown; id?: unknown };
    const known = eventKinds.find((each) => each === kind);
    return known ? { kind: known, id: typeof id === 'string' ? id : '' } : null;
  } catch {
    return null;
  }
}
