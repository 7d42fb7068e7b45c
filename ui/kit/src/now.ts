import { useSyncExternalStore } from 'react';

let offset = 0;
const tickers = new Map<number, Ticker>();

/** How far the time to show is ahead of the browser's: the server's clock is the one that counts. */
export function setClockOffset(ms: number): void {
  if (Math.abs(ms - offset) < 500) return;
  offset = ms;
  for (const ticker of tickers.values()) ticker.tick();
}

/** The time to show, in milliseconds of the epoch. */
export function currentTime(): number {
  return Date.now() + offset;
}

/** One clock for the page: all relative times of a step move together, on one timer per step. */
class Ticker {
  #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #value = currentTime();

  constructor(private readonly step: number) {}

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => this.tick(), this.step);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) {
        clearInterval(this.#timer);
        this.#timer = undefined;
      }
    };
  };

  tick(): void {
    this.#value = currentTime();
    this.#listeners.forEach((each) => each());
  }

  /** Nobody listens yet: a value no older than a quarter of a second, the same for all reads of one drawing. */
  read = (): number => {
    const now = currentTime();
    if (!this.#timer && Math.abs(now - this.#value) > 250) this.#value = now;
    return this.#value;
  };
}

/** The current time, again every `step` milliseconds. */
export function useNow(step: number): number {
  let ticker = tickers.get(step);
  if (!ticker) {
    ticker = new Ticker(step);
    tickers.set(step, ticker);
  }
  return useSyncExternalStore(ticker.subscribe, ticker.read);
}
