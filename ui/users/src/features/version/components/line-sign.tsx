import { stopOf } from '../model/release';

const GAP = 13;
const EDGE = 6;

/** The promotion line as a small sign: the stop where this page runs is the filled one. The words beside it say the same. */
export function LineSign({ environment }: { environment: string }) {
  const { stops, at } = stopOf(environment);
  const width = EDGE * 2 + GAP * (stops - 1);
  return (
    <svg width={width} height={12} viewBox={`0 0 ${width} 12`} aria-hidden="true">
      <path d={`M${EDGE} 6H${width - EDGE}`} stroke="currentColor" strokeWidth="2" opacity="0.45" />
      {Array.from({ length: stops }, (_, index) => (
        <circle
          key={index}
          cx={EDGE + GAP * index}
          cy={6}
          r={index === at ? 4.5 : 3}
          fill={index === at ? 'currentColor' : 'var(--surface)'}
          stroke="currentColor"
          strokeWidth={index === at ? 0 : 1.6}
        />
      ))}
    </svg>
  );
}
