import { Notice } from '@promotion-bus/kit/components/notice';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Siren } from 'lucide-react';
import { ask, breakGlass, promote, type Target } from '../../api/acts';
import { useText } from '../../i18n/text';
import type { VersionAct } from '../../model/acts';
import { ReasonDialog } from '../reason-dialog';
import { refresh } from './refresh';

/** The reason for one act; breaking the glass says what it goes past and has the stage's name typed. */
export function VersionActDialog({ act, target, version, onClose, onDone }: {
  act: VersionAct;
  target: Target;
  version: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const words = { version, stage: target.stage, project: target.project };
  const key = `${act}.${target.project}.${target.stage}.${target.freight}`;
  const finish = () => {
    refresh(client);
    onDone();
  };
  if (act === 'ask') {
    return (
      <ReasonDialog
        draftKey={key}
        title={t('act.askTitle', words)}
        action={t('act.ask')}
        act={(reason) => ask(target, reason)}
        onClose={onClose}
        onDone={(request) => {
          finish();
          void navigate({ to: '/approvals/$id', params: { id: request.id } });
        }}
      >
        <p>{t('act.askText')}</p>
      </ReasonDialog>
    );
  }
  if (act === 'promote') {
    return (
      <ReasonDialog
        draftKey={key}
        title={t('act.promoteTitle', words)}
        action={t('act.promote')}
        act={(reason) => promote(target, reason)}
        onClose={onClose}
        onDone={finish}
      >
        <p>{t('act.promoteText')}</p>
      </ReasonDialog>
    );
  }
  return (
    <ReasonDialog
      draftKey={key}
      title={t('act.breakGlassTitle', words)}
      action={t('act.breakGlassGo', words)}
      danger
      confirm={target.stage}
      act={(reason) => breakGlass(target, reason)}
      onClose={onClose}
      onDone={finish}
    >
      <Notice tone="bad" icon={Siren} title={t('act.breakGlassWarning')}>
        {t('act.breakGlassText', words)}
      </Notice>
    </ReasonDialog>
  );
}
