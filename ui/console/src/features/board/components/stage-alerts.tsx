import { Tag } from '@promotion-bus/kit/components/tag';
import { CircleStop, TriangleAlert } from 'lucide-react';
import type { BoardStage } from '../../../api/types';
import { ServerEnding } from '../../../components/server-text';
import { useText } from '../../../i18n/text';
import { alertsOf, stopOf } from '../model/stage';
import styles from './stage-card.module.css';

/** What people must know about the stage itself: that it has stopped, and what nobody should trust meanwhile. */
export function StageAlerts({ stage }: { stage: BoardStage }) {
  const t = useText();
  const stop = stopOf(stage);
  return (
    <>
      {stop ? (
        <div className={styles['invalid']}>
          <Tag tone="bad" icon={CircleStop} bare>
            {t('board.stopped')}
          </Tag>
          <span>
            <ServerEnding text={stop.text} />
          </span>
        </div>
      ) : null}
      {alertsOf(stage).map(({ slug, text }) => (
        <div key={slug} className={styles['alert']}>
          <Tag tone="caution" icon={TriangleAlert} bare>
            {t('board.alert')}
          </Tag>
          <span>
            <ServerEnding text={text} />
          </span>
        </div>
      ))}
    </>
  );
}
