import { Tag } from '@promotion-bus/kit/components/tag';
import { RelativeTime, Span } from '@promotion-bus/kit/components/time';
import { useChanged } from '@promotion-bus/kit/use-changed';
import { Link } from '@tanstack/react-router';
import { ChevronRight, EyeOff, FileX, Snowflake } from 'lucide-react';
import { useId } from 'react';
import type { BoardStage } from '../../../api/types';
import { CameAbout } from '../../../components/came-about';
import { Health } from '../../../components/health';
import { Version } from '../../../components/version';
import { useText } from '../../../i18n/text';
import { versionOf } from '../../../model/versions';
import { readBoardSearch } from '../model/search';
import { ArtifactLines } from './artifact-lines';
import { CandidateLine } from './candidate-line';
import { StageAlerts } from './stage-alerts';
import styles from './stage-card.module.css';

export function StageCard({ project, stage, mine, invalid }: {
  project: string;
  stage: BoardStage;
  mine: ReadonlySet<string>;
  /** Why the stage's policy cannot be followed; null where it can. */
  invalid: string | null;
}) {
  const t = useText();
  const id = useId();
  const { current } = stage;
  const freight = current?.origins[0]?.freight;
  const changed = useChanged(freight ?? '');
  const needsMe = stage.candidates.some(({ request }) => request != null && mine.has(request));
  return (
    <article className={styles['stage']} aria-labelledby={id} data-health={stage.health ?? 'none'}>
      <header className={styles['head']}>
        <span
          className={styles['stop']}
          data-stop={stage.name}
          data-full={Boolean(current)}
          data-moving={Boolean(stage.promotion)}
          aria-hidden="true"
        />
        <h3 id={id} className={styles['name']}>
          <Link
            to="/"
            search={(old) => readBoardSearch({ ...old, stage: `${project}/${stage.name}` })}
            resetScroll={false}
            preload={false}
            className={styles['open']}
          >
            {stage.name}
            <ChevronRight size={15} aria-hidden="true" />
          </Link>
        </h3>
        {stage.upstream.length > 0 ? (
          <span className={styles['from']}>{t('board.from', { stages: stage.upstream.join(', ') })}</span>
        ) : null}
        {needsMe ? <span className={styles['mine']}>{t('board.needsYou')}</span> : null}
      </header>
      <div className={styles['card']} data-mine={needsMe}>
        <div className={styles['current']} data-changed={changed}>
          {current ? (
            <>
              <p className={styles['version']}>
                <Version artifacts={current.artifacts} freight={freight} />
                {current.since ? (
                  <span className={styles['since']}>
                    <RelativeTime at={current.since} />
                  </span>
                ) : null}
              </p>
              <p className={styles['health']}>
                <Health health={stage.health} bare />
                {stage.healthSince && stage.health !== 'Healthy' ? (
                  <span className={styles['soft']}>
                    {t('board.for')} <Span from={stage.healthSince} />
                  </span>
                ) : null}
              </p>
              {current.by ? <CameAbout by={current.by} at={current.since ?? null} /> : null}
              <ArtifactLines artifacts={current.artifacts} lead={versionOf(current.artifacts, freight)} />
            </>
          ) : (
            <>
              <p className={styles['version']}>
                <span className={styles['soft']}>{t('board.nothingYet')}</span>
              </p>
              <p className={styles['soft']}>{t('board.nothingYetText')}</p>
            </>
          )}
        </div>
        {stage.frozen ? (
          <div className={styles['frozen']}>
            <Tag tone="cold" icon={Snowflake} bare>
              {t('board.frozen')}
            </Tag>
            <span>
              {stage.frozen.reason}
              {stage.frozen.until ? (
                <>
                  {' · '}
                  {t('board.endsIn')} <Span until={stage.frozen.until} />
                </>
              ) : null}
            </span>
          </div>
        ) : null}
        <StageAlerts stage={stage} />
        {invalid === null ? null : (
          <div className={styles['invalid']}>
            <Tag tone="bad" icon={FileX} bare>
              {t('board.policyInvalid')}
            </Tag>
            <span>{invalid}</span>
          </div>
        )}
        <ul className={styles['candidates']} aria-label={t('board.candidates', { stage: stage.name })}>
          {stage.candidates.map((candidate) => (
            <CandidateLine
              key={candidate.freight}
              project={project}
              stage={stage}
              candidate={candidate}
              mine={candidate.request != null && mine.has(candidate.request)}
            />
          ))}
          {stage.candidates.length === 0 ? (
            <li className={styles['idle']}>
              {stage.managed ? (
                t('board.nothingToPromote')
              ) : (
                <>
                  <EyeOff size={14} aria-hidden="true" /> {t('board.unmanaged')}
                </>
              )}
            </li>
          ) : null}
        </ul>
      </div>
    </article>
  );
}
