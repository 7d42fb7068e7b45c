import { Span } from '@promotion-bus/kit/components/time';
import { useText } from '../i18n/text';
import styles from './until.module.css';

/** Their sentences already say how long it still takes. */
const said = new Set(['frozen', 'promotion-failed', 'soaking', 'window-closed']);

/** When a reason ends by itself, where its sentence does not say so: a request that waits runs out, everything else is over. */
export function Until({ reason }: { reason: { slug: string; until?: string | null } }) {
  const t = useText();
  if (!reason.until || said.has(reason.slug)) return null;
  return (
    <span className={styles['until']}>
      {' · '}
      {reason.slug.startsWith('awaiting-') ? t('approval.expiresIn') : t('board.endsIn')} <Span until={reason.until} />
    </span>
  );
}
