import { useSyncExternalStore } from 'react';

/** One clock for the page: all relative times of a step move together, on one timer per step. */
class Ticker {
  #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #value = Date.now();

  constructor(private readonly step: number) {}

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => {
      this.#value = Date.now();
      this.#listeners.forEach((each) => each());
    }, this.step);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) {
        clearInterval(this.#timer);
        this.#timer = undefined;
      }
    };
  };

  read = (): number => (this.#timer ? this.#value : (this.#value = Math.max(this.#value, roundDown(Date.now(), 250))));
}

function roundDown(value: number, step: number): number {
  return value - (value % step);
}

const tickers = new Map<number, Ticker>();

/** The current time, again every `step` milliseconds. */
export function useNow(step: number): number {
  let ticker = tickers.get(step);
  if (!ticker) {
    ticker = new Ticker(step);
    tickers.set(step, ticker);
  }
  return useSyncExternalStore(ticker.subscribe, ticker.read);
}
