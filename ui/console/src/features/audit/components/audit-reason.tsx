import type { AuditEvent } from '../../../api/types';
import { ServerText } from '../../../components/server-text';
import { useText } from '../../../i18n/text';
import { causeOf, inOwnWords } from '../model/reasons';

/** Why it happened: somebody's own words as they are, the bus's own in the reader's language. */
export function AuditReason({ event, reason }: { event: AuditEvent; reason: string }) {
  const t = useText();
  const cause = causeOf(event);
  if (cause) return t(`cause.${cause}`);
  return inOwnWords(event) ? reason : <ServerText text={reason} />;
}
