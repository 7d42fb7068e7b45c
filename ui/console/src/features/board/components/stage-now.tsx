import { RelativeTime, Span } from '@promotion-bus/kit/components/time';
import type { BoardStage } from '../../../api/types';
import { CameAbout } from '../../../components/came-about';
import { Health } from '../../../components/health';
import { Version } from '../../../components/version';
import { useText } from '../../../i18n/text';
import { versionOf } from '../../../model/versions';
import { ArtifactLines } from './artifact-lines';
import styles from './stage-sheet.module.css';

/** What runs in the stage, since when, how it feels and how it came there. */
export function StageNow({ stage }: { stage: BoardStage }) {
  const t = useText();
  const { current } = stage;
  if (!current) return <p className={styles['soft']}>{t('board.nothingYetText')}</p>;
  return (
    <section className={styles['now']} aria-label={t('stage.now')}>
      {current.origins.map(({ freight, origin }) => (
        <p key={freight} className={styles['version']}>
          <Version artifacts={current.origins.length === 1 ? current.artifacts : []} freight={freight} />
          {current.origins.length > 1 ? <span className={styles['soft']}> {origin}</span> : null}
        </p>
      ))}
      <p className={styles['line']}>
        <Health health={stage.health} bare />
        {stage.healthSince ? (
          <span className={styles['soft']}>
            {t('board.for')} <Span from={stage.healthSince} />
          </span>
        ) : null}
        {current.since ? (
          <span className={styles['soft']}>
            · {t('stage.since')} <RelativeTime at={current.since} />
          </span>
        ) : null}
      </p>
      {current.by ? <CameAbout by={current.by} at={current.since ?? null} /> : null}
      <ArtifactLines artifacts={current.artifacts} lead={versionOf(current.artifacts, current.origins[0]?.freight)} />
    </section>
  );
}
