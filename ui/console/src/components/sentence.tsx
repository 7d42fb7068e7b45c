import { Span } from '@promotion-bus/kit/components/time';
import { useText } from '../i18n/text';
import { keepUnits } from '../model/units';
import { ServerEnding } from './server-text';
import styles from './sentence.module.css';

/** Their sentences already say how long it still takes. */
const said = new Set(['frozen', 'promotion-failed', 'soaking', 'window-closed']);

interface Reason {
  slug: string;
  text: string;
  until?: string | null;
}

/** Why something waits, in a sentence that no line break takes a number's unit from. */
export function Sentence({ reason }: { reason: Reason }) {
  return (
    <>
      <ServerEnding text={keepUnits(reason.text)} />
      <Until reason={reason} />
    </>
  );
}

/** When a reason ends by itself, where its sentence does not say so: a request that waits runs out, everything else is over. */
function Until({ reason }: { reason: Reason }) {
  const t = useText();
  if (!reason.until || said.has(reason.slug)) return null;
  return (
    <span className={styles['until']}>
      {' · '}
      {reason.slug.startsWith('awaiting-') ? t('approval.expiresIn') : t('board.endsIn')} <Span until={reason.until} />
    </span>
  );
}
