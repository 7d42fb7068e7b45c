import { LocalTime } from '@promotion-bus/kit/components/time';
import { Notice } from '@promotion-bus/kit/components/notice';
import { useQuery } from '@tanstack/react-query';
import { Check, LoaderCircle, X } from 'lucide-react';
import type { Approval } from '../../../api/types';
import { RetryButton } from '../../../components/acts/retry-button';
import { ServerText } from '../../../components/server-text';
import { useText } from '../../../i18n/text';
import { versionOf } from '../../../model/versions';
import { promotionQuery } from '../api/promotion';
import { type Step, steps } from '../model/outcome';
import { personName } from '../model/people';
import styles from './outcome.module.css';

/** What came of an approval, while it happens and afterwards. */
export function Outcome({ request }: { request: Approval }) {
  const t = useText();
  const approved = request.state === 'approved';
  const { data: promotion = null } = useQuery({ ...promotionQuery(request), enabled: approved });
  if (!approved) return null;
  const last = request.decisions.findLast(({ decision }) => decision === 'approve');
  const list = steps(last?.at ?? null, promotion);
  const finished = list[list.length - 1];
  return (
    <section className={styles['outcome']} aria-label={t('outcome.title')} aria-live="polite">
      <ol className={styles['steps']}>
        {list.map((step) => (
          <li key={step.key} className={styles['step']} data-state={step.state}>
            <span className={styles['dot']} aria-hidden="true">
              {step.state === 'done' ? <Check size={13} strokeWidth={3} /> : null}
              {step.state === 'failed' ? <X size={13} strokeWidth={3} /> : null}
              {step.state === 'now' ? <LoaderCircle size={14} strokeWidth={2.5} /> : null}
            </span>
            <span className={styles['text']}>
              <span className={styles['word']}>
                {label(step, t)}
                {step.state === 'now' ? <span className="visually-hidden"> {t('outcome.inProgress')}</span> : null}
              </span>
              <span className={styles['when']}>
                {step.key === 'approved' && last ? `${personName(last.actor)} · ` : ''}
                {step.at ? <LocalTime at={step.at} /> : null}
                {!step.at && step.state === 'now' ? t('outcome.waiting') : null}
              </span>
            </span>
          </li>
        ))}
      </ol>
      {finished?.state === 'failed' && promotion ? (
        <Notice tone="bad" title={t('outcome.failedTitle', { stage: request.stage })}>
          {promotion.message ? (
            <p>
              <ServerText text={promotion.message} />
            </p>
          ) : null}
          <RetryButton
            key={promotion.id}
            promotion={promotion}
            version={versionOf(request.incoming.artifacts, request.freight)}
          />
        </Notice>
      ) : null}
      {!promotion && request.because ? <Notice tone="muted">{request.because.text}</Notice> : null}
    </section>
  );
}

function label(step: Step, t: ReturnType<typeof useText>): string {
  return step.state === 'failed' ? t('outcome.failed') : t(`outcome.${step.key}`);
}
