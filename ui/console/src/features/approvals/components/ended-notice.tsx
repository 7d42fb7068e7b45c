import { Button } from '@promotion-bus/kit/components/button';
import { Notice } from '@promotion-bus/kit/components/notice';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Replace } from 'lucide-react';
import { useState } from 'react';
import type { Approval } from '../../../api/types';
import { ReasonDialog } from '../../../components/reason-dialog';
import { useText } from '../../../i18n/text';
import { versionOf } from '../../../model/versions';
import { useHasRole } from '../../../session/me';
import { approvalQuery } from '../api/approvals';
import { reopen } from '../api/decide';

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
          <Link to="/approvals/$id" params={{ id: by }}>
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
  const mayReopen = useHasRole('operator') && state !== 'withdrawn';
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const client = useQueryClient();
  const rejection = request.decisions.findLast(({ decision }) => decision === 'reject');
  return (
    <Notice
      tone={state === 'rejected' ? 'bad' : 'caution'}
      title={t(`approval.ended.${state}`)}
      actions={
        mayReopen ? (
          <Button size="small" onPress={() => setAsking(true)}>
            {t('approval.reopen')}
          </Button>
        ) : null
      }
    >
      {rejection?.comment ? <q>{rejection.comment}</q> : (request.because?.text ?? t(`approval.endedText.${state}`))}
      {asking ? (
        <ReasonDialog
          draftKey={`reopen.${request.id}`}
          title={t('approval.reopenTitle')}
          action={t('approval.reopen')}
          act={(reason) => reopen(request.id, reason)}
          onClose={() => setAsking(false)}
          onDone={(again) => {
            setAsking(false);
            void client.invalidateQueries({ queryKey: ['approvals'] });
            void navigate({ to: '/approvals/$id', params: { id: again.id } });
          }}
        />
      ) : null}
    </Notice>
  );
}
