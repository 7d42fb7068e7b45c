/**
 * Whether the session still answers. The first 401 of a page without a session leads to the login; a later one only
 * says so, because the person may have typed something.
 */
type State = 'unknown' | 'alive' | 'lost';

let state: State = 'unknown';
const listeners = new Set<() => void>();

export function sessionState(): State {
  return state;
}

export function sessionAlive(): void {
  change('alive');
}

export function sessionLost(): void {
  if (state === 'alive') change('lost');
}

export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(next: State): void {
  if (state === next) return;
  state = next;
  listeners.forEach((listener) => listener());
}
