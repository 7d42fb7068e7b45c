import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { type EventKind, type LiveEvent, staleKeys } from './events';
import { shareStream } from './shared-stream';
import type { Connection } from './stream';

interface Live {
  connection: Connection;
  counts: EventCounts;
}

/** How many events of a kind have come since the page was opened; lists show the difference as "3 new". */
class EventCounts {
  #counts = new Map<EventKind, number>();
  #listeners = new Set<() => void>();

  add(kind: EventKind): void {
    this.#counts.set(kind, this.of(kind) + 1);
    this.#listeners.forEach((listener) => listener());
  }

  of(kind: EventKind): number {
    return this.#counts.get(kind) ?? 0;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

const LiveContext = createContext<Live>({ connection: 'connecting', counts: new EventCounts() });

/** Events within this time are answered by one read. */
const GATHER_MS = 150;

export function LiveProvider({ enabled, children }: { enabled: boolean; children: ReactNode }) {
  const client = useQueryClient();
  const [connection, setConnection] = useState<Connection>('connecting');
  const counts = useMemo(() => new EventCounts(), []);

  useEffect(() => {
    if (!enabled) return;
    let waiting: LiveEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      const keys = new Map(waiting.flatMap(staleKeys).map((key) => [key.join(' '), key]));
      waiting = [];
      for (const key of keys.values()) void client.invalidateQueries({ queryKey: key });
    };
    const stop = shareStream({
      onConnection: (next) => {
        setConnection(next);
        // A lost stream may be an ended session; asking who we are finds out.
        if (next === 'lost') void client.invalidateQueries({ queryKey: ['me'] });
      },
      onEvent: (event) => {
        waiting.push(event);
        counts.add(event.kind);
        timer ??= setTimeout(flush, GATHER_MS);
      },
      onGap: () => void client.invalidateQueries(),
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client, counts, enabled]);

  const value = useMemo(() => ({ connection, counts }), [connection, counts]);
  return <LiveContext value={value}>{children}</LiveContext>;
}

export function useConnection(): Connection {
  return useContext(LiveContext).connection;
}

/** How many events of `kind` came since `reset` was last called. */
export function useNewEvents(kind: EventKind): { count: number; reset: () => void } {
  const { counts } = useContext(LiveContext);
  const total = useSyncExternalStore(counts.subscribe, () => counts.of(kind));
  const [seen, setSeen] = useState(total);
  return { count: total - seen, reset: () => setSeen(counts.of(kind)) };
}
