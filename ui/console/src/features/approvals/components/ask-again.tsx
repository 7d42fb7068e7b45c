import { Button } from '@promotion-bus/kit/components/button';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../../../api/acts';
import type { Approval } from '../../../api/types';
import { refresh } from '../../../components/acts/refresh';
import { Needs } from '../../../components/needs';
import { ReasonDialog } from '../../../components/reason-dialog';
import { useText } from '../../../i18n/text';
import { rolesFor } from '../../../model/acts';
import { useHasRole } from '../../../session/me';
import { reopen } from '../api/decide';

/**
 * A new request for one that ended. After silence whoever may decide can ask again; after somebody said no it takes an
 * operator, who answers for it by name.
 */
export function AskAgain({ request, state }: { request: Approval; state: 'expired' | 'withdrawn' | 'rejected' }) {
  const t = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const operator = useHasRole('operator');
  const may = useHasRole(...rolesFor.ask);
  const [asking, setAsking] = useState(false);
  const { project, stage, freight } = request;
  const reopens = operator && state !== 'withdrawn';
  if (!may || (state === 'rejected' && !operator)) {
    return <Needs what="approval.reopen" roles={state === 'rejected' ? rolesFor.operate : rolesFor.ask} />;
  }
  return (
    <>
      <Button size="small" onPress={() => setAsking(true)}>
        {t('approval.reopen')}
      </Button>
      {asking ? (
        <ReasonDialog
          draftKey={`reopen.${request.id}`}
          title={t('approval.reopenTitle')}
          action={t('approval.reopen')}
          act={(reason) => (reopens ? reopen(request.id, reason) : ask({ project, stage, freight }, reason))}
          onClose={() => setAsking(false)}
          onDone={(again) => {
            setAsking(false);
            refresh(client);
            void navigate({ to: '/approvals/$id', params: { id: again.id } });
          }}
        >
          <p>{t('act.askText')}</p>
        </ReasonDialog>
      ) : null}
    </>
  );
}
