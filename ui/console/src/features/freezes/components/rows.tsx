import { Button } from '@promotion-bus/kit/components/button';
import { Loading } from '@promotion-bus/kit/components/loading';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { LocalTime, RelativeTime } from '@promotion-bus/kit/components/time';
import { type ReactNode, useId } from 'react';
import { useText } from '../../../i18n/text';
import styles from './freezes.module.css';

export function Block({ title, error, loading, onRetry, children }: {
  title: string;
  error: unknown;
  loading: boolean;
  onRetry: () => void;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles['block']}>
      <h2 id={id}>{title}</h2>
      {error ? <ProblemNotice error={error} onRetry={onRetry} /> : loading ? <Loading /> : children}
    </section>
  );
}

export function History({ items }: { items: ReactNode[] }) {
  const t = useText();
  if (items.length === 0) return null;
  return (
    <details className={styles['history']}>
      <summary>{t('freezes.history', { count: items.length })}</summary>
      <ul className={styles['list']}>{items}</ul>
    </details>
  );
}

export function Row({ title, reason, set, lifted, until, where, note, onLift }: {
  title: ReactNode;
  reason: ReactNode;
  set: { by: string; at: string };
  lifted: { by: string; at: string } | null;
  until: string | null;
  /** How far it reaches, where the title does not say. */
  where?: string;
  /** Why there is no button. */
  note?: string;
  onLift?: () => void;
}) {
  const t = useText();
  return (
    <li className={styles['row']}>
      <div className={styles['main']}>
        <p className={styles['what']}>{title}</p>
        <p>{reason}</p>
        <p className={styles['soft']}>
          {t('freeze.by', { who: set.by })} <RelativeTime at={set.at} />
          {where ? ` · ${where}` : null}
          {until ? (
            <>
              {' · '}
              {t('freeze.until')} <LocalTime at={until} />
            </>
          ) : null}
          {lifted ? (
            <>
              {' · '}
              {t('freeze.liftedBy', { who: lifted.by })} <RelativeTime at={lifted.at} />
            </>
          ) : null}
        </p>
      </div>
      {note ? <p className={styles['soft']}>{note}</p> : null}
      {onLift ? <Button onPress={onLift}>{t('freeze.lift')}</Button> : null}
    </li>
  );
}
