import { RelativeTime } from '@promotion-bus/kit/components/time';
import { useRowKeys } from '@promotion-bus/kit/use-row-keys';
import { Link } from '@tanstack/react-router';
import type { Delivery } from '../../../api/types';
import { useText } from '../../../i18n/text';
import { DeliveryStatus } from './delivery-status';
import styles from './delivery-list.module.css';
import { Verdict } from './verdict';

export function DeliveryList({ items }: { items: readonly Delivery[] }) {
  const t = useText();
  const list = useRowKeys<HTMLUListElement>('a[data-row]');
  return (
    <ul className={styles['list']} ref={list}>
      {items.map((item) => (
        <li key={item.id} className={styles['row']}>
          <Link to="/deliveries/$id" params={{ id: item.id }} className={styles['open']} data-row>
            <span className={styles['source']}>{t(`delivery.source.${item.source}`)}</span>
            <span className={styles['event']}>
              {item.event}
              {item.sourceName === 'default' ? '' : ` · ${item.sourceName}`}
            </span>
          </Link>
          <span className={styles['verdict']}>
            <Verdict delivery={item} />
          </span>
          <span className={styles['counts']}>
            {item.duplicates > 0 ? t('delivery.duplicates', { count: item.duplicates }) : null}
            {item.attempts > 1 ? ` ${t('delivery.attempts', { count: item.attempts })}` : null}
          </span>
          <span className={styles['state']}>
            <DeliveryStatus status={item.status} />
          </span>
          <span className={styles['when']}>
            <RelativeTime at={item.receivedAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}
