interface Timed {
  startedAt: string;
  durationMs: number;
}

export interface Bar<T> {
  step: T;
  /** Per cent of the whole span. */
  left: number;
  width: number;
}

/** Smallest bar that can still be seen. */
const LEAST = 0.8;

/** Steps in order of their start, each with its place in the whole span. */
export function waterfall<T extends Timed>(steps: readonly T[]): Bar<T>[] {
  const starts = steps.map((step) => Date.parse(step.startedAt));
  const from = Math.min(...starts);
  const to = Math.max(...steps.map((step, index) => (starts[index] ?? from) + step.durationMs));
  const span = Math.max(to - from, 1);
  return steps
    .map((step, index) => {
      const width = Math.min(100, Math.max((step.durationMs / span) * 100, LEAST));
      const left = (((starts[index] ?? from) - from) / span) * 100;
      return { step, left: Math.min(left, 100 - width), width };
    })
    .sort((a, b) => Date.parse(a.step.startedAt) - Date.parse(b.step.startedAt));
}
