import { Tag } from '@promotion-bus/kit/components/tag';
import { Snowflake } from 'lucide-react';
import { useId, useState } from 'react';
import type { BoardProject } from '../../../api/types';
import { useText } from '../../../i18n/text';
import type { InvalidPolicies } from '../model/attention';
import { columns } from '../model/layout';
import { Lines } from './lines';
import { StageCard } from './stage-card';
import styles from './project-section.module.css';

/** One project as a line of stops, in the order Freight travels. */
export function ProjectSection({ project, mine, invalid }: {
  project: BoardProject;
  mine: ReadonlySet<string>;
  invalid: InvalidPolicies;
}) {
  const t = useText();
  const id = useId();
  const [map, setMap] = useState<HTMLDivElement | null>(null);
  const layout = columns(project.stages);
  return (
    <section aria-labelledby={id} className={styles['project']}>
      <div className={styles['head']}>
        <h2 id={id} className={styles['name']}>
          {project.name}
        </h2>
        {project.frozen ? (
          <Tag tone="cold" icon={Snowflake} title={project.frozen.reason}>
            {t('board.frozen')}: {project.frozen.reason}
          </Tag>
        ) : null}
      </div>
      {project.stages.length === 0 ? <p className={styles['none']}>{t('board.noStages')}</p> : null}
      <div className={styles['map']} ref={setMap} data-branches={layout.some((column) => column.length > 1)}>
        <Lines stages={project.stages} container={map} />
        {layout.map((column) => (
          <ol key={column[0]?.name ?? ''} className={styles['column']}>
            {column.map((stage) => (
              <li key={stage.name} className={styles['cell']}>
                <StageCard
                  project={project.name}
                  stage={stage}
                  mine={mine}
                  invalid={invalid.get(`${project.name}/${stage.name}`) ?? null}
                />
              </li>
            ))}
          </ol>
        ))}
      </div>
    </section>
  );
}
