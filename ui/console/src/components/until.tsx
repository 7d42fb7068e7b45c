import { Span } from '@promotion-bus/kit/components/time';
import { useText } from '../i18n/text';
import styles from './until.module.css';

/** When a reason ends by itself: a request that waits runs out, everything else is over. */
export function Until({ reason }: { reason: { slug: string; until?: string | null } }) {
  const t = useText();
  if (!reason.until) return null;
  return (
    <span className={styles['until']}>
      {' · '}
      {reason.slug.startsWith('awaiting-') ? t('approval.expiresIn') : t('board.endsIn')} <Span until={reason.until} />
    </span>
  );
}
