import { Tag, type Tone } from '@promotion-bus/kit/components/tag';
import { duration } from '@promotion-bus/kit/format/duration';
import { CircleCheck, CircleX, type LucideIcon, RotateCcw } from 'lucide-react';
import { type TextKey, useText } from '../i18n/text';
import { waterfall } from '../model/waterfall';
import styles from './trace.module.css';

interface Step {
  route: string;
  step: string;
  startedAt: string;
  durationMs: number;
  outcome: 'ok' | 'failed' | 'retried';
  detail?: string | null;
}

const looks: Record<Step['outcome'], { tone: Tone; icon: LucideIcon; key: TextKey }> = {
  ok: { tone: 'good', icon: CircleCheck, key: 'trace.ok' },
  failed: { tone: 'bad', icon: CircleX, key: 'trace.failed' },
  retried: { tone: 'caution', icon: RotateCcw, key: 'trace.retried' },
};

/** The steps of one cause through the routes, each at its place in time. */
export function TraceView({ items, dropped }: { items: readonly Step[]; dropped: number }) {
  const t = useText();
  if (items.length === 0) return <p className={styles['none']}>{t('trace.none')}</p>;
  return (
    <div className={styles['trace']}>
      <ol className={styles['steps']}>
        {waterfall(items).map(({ step, left, width }, index) => {
          const look = looks[step.outcome];
          return (
            <li key={`${step.startedAt} ${index}`} className={styles['step']}>
              <span className={styles['name']}>
                <span className={styles['route']}>{step.route}</span>
                <span className={styles['node']}>{step.step}</span>
              </span>
              <span className={styles['lane']} aria-hidden="true">
                <span
                  className={styles['bar']}
                  data-outcome={step.outcome}
                  style={{ left: `${left}%`, width: `${width}%` }}
                />
              </span>
              <span className={styles['time']}>{duration(step.durationMs)}</span>
              <span className={styles['result']}>
                <Tag tone={look.tone} icon={look.icon} bare>
                  {t(look.key)}
                </Tag>
              </span>
              {step.detail ? (
                <span className={styles['detail']} lang="en">
                  {step.detail}
                </span>
              ) : null}
            </li>
          );
        })}
      </ol>
      {dropped > 0 ? <p className={styles['none']}>{t('trace.dropped', { count: dropped })}</p> : null}
    </div>
  );
}
