import { Notice } from '@promotion-bus/kit/components/notice';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Replace } from 'lucide-react';
import type { Approval } from '../../../api/types';
import { useText } from '../../../i18n/text';
import { versionOf } from '../../../model/versions';
import { moveDraft } from '../../../session/draft';
import { approvalQuery } from '../api/approvals';
import { AskAgain } from './ask-again';

/** Why there is nothing to decide any more, and where to go instead. */
export function EndedNotice({ request }: { request: Approval }) {
  switch (request.state) {
    case 'superseded':
      return <Superseded request={request} />;
    case 'expired':
    case 'withdrawn':
    case 'rejected':
      return <Ended request={request} state={request.state} />;
    default:
      return null;
  }
}

function Superseded({ request }: { request: Approval }) {
  const t = useText();
  const by = request.supersededBy ?? '';
  const { data: newer } = useQuery({ ...approvalQuery(by), enabled: by !== '' });
  const version = newer ? versionOf(newer.incoming.artifacts, newer.incoming.freight) : '';
  return (
    <Notice
      tone="accent"
      icon={Replace}
      title={version ? t('approval.supersededBy', { version }) : t('approval.supersededTitle')}
      actions={
        by ? (
          <Link
            to="/approvals/$id"
            params={{ id: by }}
            onClick={() => moveDraft(`decision.${request.id}`, `decision.${by}`)}
          >
            {t('approval.supersededLink')}
          </Link>
        ) : null
      }
    >
      {request.because?.text ?? t('approval.supersededText')}
    </Notice>
  );
}

function Ended({ request, state }: { request: Approval; state: 'expired' | 'withdrawn' | 'rejected' }) {
  const t = useText();
  const rejection = request.decisions.findLast(({ decision }) => decision === 'reject');
  return (
    <Notice
      tone={state === 'rejected' ? 'bad' : 'caution'}
      title={t(`approval.ended.${state}`)}
      actions={<AskAgain request={request} state={state} />}
    >
      {rejection?.comment ? <q>{rejection.comment}</q> : (request.because?.text ?? t(`approval.endedText.${state}`))}
    </Notice>
  );
}
