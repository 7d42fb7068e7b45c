import { Button } from '@promotion-bus/kit/components/button';
import { Notice } from '@promotion-bus/kit/components/notice';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { PencilLine } from 'lucide-react';
import { SessionNotice } from '../../../components/session-notice';
import { useText } from '../../../i18n/text';
import { useSession } from '../../../session/session';

/** What stands in the way, inside the dialog: what lies behind it is out of reach. An ended session offers the login. */
export function Troubles({ error }: { error: unknown }) {
  const lost = useSession().state === 'lost';
  if (lost) return <SessionNotice />;
  return error ? <ProblemNotice error={error} /> : null;
}

/** Says that the text is from an earlier visit of this tab, and offers to begin anew. */
export function RestoredNotice({ onDiscard }: { onDiscard: () => void }) {
  const t = useText();
  return (
    <Notice
      slim
      tone="muted"
      icon={PencilLine}
      live="polite"
      title={t('draft.restored')}
      actions={
        <Button size="small" onPress={onDiscard}>
          {t('draft.discard')}
        </Button>
      }
    />
  );
}
