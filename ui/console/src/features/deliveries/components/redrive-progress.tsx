import { Button } from '@promotion-bus/kit/components/button';
import { Notice } from '@promotion-bus/kit/components/notice';
import { useQuery } from '@tanstack/react-query';
import { useText } from '../../../i18n/text';
import { unfinishedQuery } from '../api/deliveries';
import type { DeliveriesSearch } from '../model/search';
import styles from './deliveries-page.module.css';

/** How far a redrive of many has come. */
export function RedriveProgress({ search, count, onDone }: { search: DeliveriesSearch; count: number; onDone: () => void }) {
  const t = useText();
  const { status: _, ...filter } = search;
  const { data: left = count } = useQuery(unfinishedQuery(filter));
  const done = Math.max(0, count - Math.min(count, left));
  return (
    <Notice
      tone={left === 0 ? 'good' : 'accent'}
      live="polite"
      title={t('deliveries.progress', { done, count })}
      actions={
        left === 0 ? (
          <Button size="small" onPress={onDone}>
            {t('deliveries.progressShow')}
          </Button>
        ) : null
      }
    >
      <progress className={styles['progress']} value={done} max={Math.max(count, 1)} aria-label={t('deliveries.progressLabel')} />
    </Notice>
  );
}
