import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { boardQuery } from '../../../api/board';
import { policiesQuery } from '../../../api/policies';
import { promotionsQuery } from '../../../api/promotions';
import { whyQuery } from '../../../api/why';
import { VersionActs } from '../../../components/acts/version-acts';
import { Sentence } from '../../../components/sentence';
import { useText } from '../../../i18n/text';
import { gateOf, policyOf } from '../../../model/acts';
import { projectOf } from '../model/where';
import styles from './where-now.module.css';
import { WhyState } from './why-state';

/** Why the version is or is not moving, stage by stage: the first question somebody has about it. */
export function WhereNow({ freight, version }: { freight: string; version: string }) {
  const t = useText();
  const { data: board } = useQuery(boardQuery());
  const { data: policies } = useQuery(policiesQuery());
  const { data: promotions } = useQuery(promotionsQuery({ freight }, 1));
  const project = board && promotions ? projectOf(freight, board.projects, promotions.items) : null;
  const whys = useQueries({
    queries: (project?.stages ?? []).map((stage) =>
      whyQuery({ project: project?.name ?? '', stage: stage.name, freight }),
    ),
  });
  if (!project || whys.every(({ data }) => !data)) return null;
  return (
    <section className={styles['where']} aria-labelledby="where-now">
      <h2 id="where-now" className={styles['title']}>
        {t('why.title')} <span className={styles['project']}>{project.name}</span>
      </h2>
      <ul className={styles['stages']}>
        {project.stages.map((stage, index) => {
          const why = whys[index]?.data;
          if (!why) return null;
          return (
            <li key={stage.name} className={styles['stage']}>
              <Link to="/" search={{ stage: `${project.name}/${stage.name}` }} className={styles['name']}>
                {stage.name}
              </Link>
              <div className={styles['what']}>
                <WhyState state={why.state} />
                <ul className={styles['reasons']}>
                  {why.reasons.map((reason) => (
                    <li key={reason.slug}>
                      <Sentence reason={reason} />
                    </li>
                  ))}
                </ul>
                <VersionActs
                  target={{ project: project.name, stage: stage.name, freight }}
                  version={version}
                  state={why.state}
                  gate={gateOf(policyOf(policies?.items ?? [], project.name, stage))}
                  quiet
                />
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
