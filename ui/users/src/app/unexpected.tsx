import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { useText } from '../i18n/text';
import styles from './gate.module.css';

/** A page that failed to draw, most often because a new version replaced the files it asked for. */
export function Unexpected({ error }: { error: unknown }) {
  const t = useText();
  return (
    <main className={styles['gate']}>
      <h1 className={styles['name']}>{t('unexpected.title')}</h1>
      <ProblemNotice error={error} onRetry={() => location.reload()} />
    </main>
  );
}
