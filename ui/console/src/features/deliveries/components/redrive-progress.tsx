import { Button } from '@promotion-bus/kit/components/button';
import { Notice } from '@promotion-bus/kit/components/notice';
import { useQuery } from '@tanstack/react-query';
import { useText } from '../../../i18n/text';
import { progressQuery } from '../api/deliveries';
import type { DeliveriesSearch } from '../model/search';
import styles from './deliveries-page.module.css';

/** How far a redrive of many has come, and at its end whether it helped. */
export function RedriveProgress({ search, count, onDone }: { search: DeliveriesSearch; count: number; onDone: () => void }) {
  const t = useText();
  const { status: _, ...filter } = search;
  const { data } = useQuery(progressQuery(filter));
  const left = Math.min(count, data?.left ?? count);
  const over = data?.left === 0;
  const dead = Math.min(count, data?.dead ?? 0);
  return (
    <Notice
      tone={!over ? 'accent' : dead > 0 ? 'caution' : 'good'}
      live="polite"
      title={t('deliveries.progress', { done: count - left, count })}
      actions={
        over ? (
          <Button size="small" onPress={onDone}>
            {t('deliveries.progressShow')}
          </Button>
        ) : null
      }
    >
      <progress
        className={styles['progress']}
        value={count - left}
        max={Math.max(count, 1)}
        aria-label={t('deliveries.progressLabel')}
      />
      {over && dead > 0 ? <p>{t('deliveries.stillDead', { count: dead })}</p> : null}
    </Notice>
  );
}
