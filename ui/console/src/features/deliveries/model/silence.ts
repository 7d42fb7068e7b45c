interface Received {
  source: string;
  receivedAt: string;
}

export interface Silence {
  source: string;
  /** When the last one came. */
  since: string;
  /** The usual gap in milliseconds: the median of those seen. */
  usual: number;
}

const FACTOR = 3;
const LEAST_GAPS = 5;
/** A source that speaks every few seconds is not silent after ten of them. */
const LEAST_SILENCE_MS = 10 * 60_000;
/** One push is told in several deliveries; what comes this close together is one occasion. */
const ONE_OCCASION_MS = 60_000;

/** Sources that have been quiet for three times their usual gap, judged by the newest deliveries of each. */
export function silences(newestFirst: readonly Received[], now: number): Silence[] {
  const bySource = new Map<string, number[]>();
  for (const { source, receivedAt } of newestFirst) {
    bySource.set(source, [...(bySource.get(source) ?? []), Date.parse(receivedAt)]);
  }
  return [...bySource].flatMap(([source, times]): Silence[] => {
    const last = times[0];
    const occasions = times.filter((time, index) => index === 0 || (times[index - 1] ?? time) - time > ONE_OCCASION_MS);
    const gaps = occasions.slice(1).map((time, index) => (occasions[index] ?? time) - time);
    if (gaps.length < LEAST_GAPS || last === undefined) return [];
    const usual = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
    if (now - last < Math.max(FACTOR * usual, LEAST_SILENCE_MS)) return [];
    return [{ source, since: new Date(last).toISOString(), usual }];
  });
}
