import { useLayoutEffect, useState } from 'react';
import type { BoardStage } from '../../../api/types';
import { linePath, type Point } from '../model/layout';
import styles from './lines.module.css';

interface Line {
  key: string;
  path: string;
  /** Something is on its way along this line. */
  moving: boolean;
}

/** The lines between the stops, measured where the browser put them. Decoration: the order is in the document. */
export function Lines({ stages, container }: {
  stages: readonly BoardStage[];
  container: HTMLDivElement | null;
}) {
  const [lines, setLines] = useState<readonly Line[]>([]);

  useLayoutEffect(() => {
    if (!container) return;
    const element = container;
    const draw = () => {
      const box = element.getBoundingClientRect();
      const stops = new Map<string, Point>();
      for (const stop of element.querySelectorAll<HTMLElement>('[data-stop]')) {
        const dot = stop.getBoundingClientRect();
        stops.set(stop.dataset['stop'] ?? '', {
          x: Math.round(dot.left - box.left + element.scrollLeft + dot.width / 2),
          y: Math.round(dot.top - box.top + dot.height / 2),
        });
      }
      const next = stages.flatMap((stage) =>
        stage.upstream.flatMap((name): Line[] => {
          const from = stops.get(name);
          const to = stops.get(stage.name);
          if (!from || !to) return [];
          return [{ key: `${name} ${stage.name}`, path: linePath(from, to), moving: Boolean(stage.promotion) }];
        }),
      );
      setLines(next);
    };
    draw();
    if (!('ResizeObserver' in globalThis)) return;
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    return () => observer.disconnect();
  }, [stages, container]);

  return (
    // Without a size of its own: one that was measured once would hold a wide map open in a window made narrow.
    <svg className={styles['lines']} width={1} height={1} aria-hidden="true">
      {lines.map(({ key, path, moving }) => (
        <g key={key}>
          <path d={path} className={styles['line']} />
          {moving ? <path d={path} className={styles['moving']} /> : null}
        </g>
      ))}
    </svg>
  );
}
