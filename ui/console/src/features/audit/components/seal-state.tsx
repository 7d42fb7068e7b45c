import { Button } from '@promotion-bus/kit/components/button';
import { FullTime } from '@promotion-bus/kit/components/time';
import { useProblemText } from '@promotion-bus/kit/components/problem-notice';
import { useQuery } from '@tanstack/react-query';
import { LoaderCircle, ShieldAlert, ShieldCheck } from 'lucide-react';
import { ServerText } from '../../../components/server-text';
import { useText } from '../../../i18n/text';
import { verifyQuery } from '../api/audit';
import styles from './seal-state.module.css';

/** Whether the log is what it was when it was sealed, up to which event, and when that was checked. */
export function SealState() {
  const t = useText();
  const { data, error, isFetching, refetch } = useQuery(verifyQuery());
  const problem = useProblemText(error);
  const state = error ? 'unknown' : !data ? 'checking' : data.ok ? 'ok' : 'broken';
  return (
    <section className={styles['seal']} data-state={state} aria-label={t('seal.title')}>
      {state === 'ok' ? (
        <ShieldCheck size={18} aria-hidden="true" />
      ) : state === 'checking' ? (
        <LoaderCircle size={18} aria-hidden="true" />
      ) : (
        <ShieldAlert size={18} aria-hidden="true" />
      )}
      <p className={styles['text']} role="status">
        {state === 'checking' ? t('seal.checking') : null}
        {state === 'unknown' ? `${t('seal.unknown')} ${problem.detail ?? problem.title}` : null}
        {data && state === 'ok' ? (
          <>
            <strong>{t('seal.ok', { through: data.through ?? 0 })}</strong>
            {data.at ? (
              <>
                {' · '}
                <FullTime at={data.at} />
              </>
            ) : null}
            {data.head ? <span className={styles['head']}> · {data.head.replace(/^sha256:/, '').slice(0, 12)}</span> : null}
          </>
        ) : null}
        {data && state === 'broken' ? (
          <>
            <strong>{t('seal.broken', { first: data.firstBad ?? '?' })}</strong>{' '}
            {data.because ? <ServerText text={data.because} /> : null}
          </>
        ) : null}
      </p>
      <Button size="small" isPending={isFetching} onPress={() => void refetch()}>
        {t('seal.verify')}
      </Button>
    </section>
  );
}
