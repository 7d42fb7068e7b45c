import { useSyncExternalStore } from 'react';

/** What was just done, said once above the list until something else happens. */
export interface Said {
  what: 'created' | 'changed' | 'deleted' | 'gone';
  name: string;
  /** The user it is about, if there still is one. */
  id?: string;
}

let said: Said | null = null;
const listeners = new Set<() => void>();

export function say(next: Said | null): void {
  said = next;
  listeners.forEach((listener) => listener());
}

export function useSaid(): Said | null {
  return useSyncExternalStore(subscribe, () => said);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
