import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import type { BoardProject } from '../../../api/types';
import type { InvalidPolicies } from '../model/attention';
import { ProjectSection } from './project-section';
import styles from './project-list.module.css';

/** Below this many everything is simply drawn, so that the browser's own search finds it. */
const VIRTUAL_FROM = 13;

interface ListProps {
  projects: readonly BoardProject[];
  mine: ReadonlySet<string>;
  invalid: InvalidPolicies;
}

export function ProjectList({ projects, ...rest }: ListProps) {
  if (projects.length >= VIRTUAL_FROM) return <VirtualList projects={projects} {...rest} />;
  return (
    <div className={styles['list']}>
      {projects.map((project) => (
        <ProjectSection key={project.name} project={project} {...rest} />
      ))}
    </div>
  );
}

function VirtualList({ projects, ...rest }: ListProps) {
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), []);
  const virtualizer = useWindowVirtualizer({
    count: projects.length,
    estimateSize: () => 330,
    overscan: 3,
    gap: 32,
    scrollMargin: top,
    getItemKey: (index) => projects[index]?.name ?? index,
  });
  return (
    <div ref={list} className={styles['virtual']} style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map((item) => {
        const project = projects[item.index];
        return project ? (
          <div
            key={item.key}
            ref={virtualizer.measureElement}
            data-index={item.index}
            className={styles['row']}
            style={{ transform: `translateY(${item.start - top}px)` }}
          >
            <ProjectSection project={project} {...rest} />
          </div>
        ) : null;
      })}
    </div>
  );
}
