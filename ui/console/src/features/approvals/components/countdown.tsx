import { Span } from '@promotion-bus/kit/components/time';
import { useNow } from '@promotion-bus/kit/now';
import { Clock } from 'lucide-react';
import { useText } from '../../../i18n/text';
import styles from './decision.module.css';

const URGENT_MS = 60 * 60_000;

/** How long the request stays open; the last hour stands out. */
export function Countdown({ until }: { until: string }) {
  const t = useText();
  const now = useNow(15_000);
  return (
    <span className={styles['countdown']} data-urgent={Date.parse(until) - now < URGENT_MS}>
      <Clock size={14} aria-hidden="true" />
      {t('approval.expiresIn')} <Span until={until} />
    </span>
  );
}
