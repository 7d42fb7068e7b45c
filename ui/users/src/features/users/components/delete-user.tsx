import { Button } from '@promotion-bus/kit/components/button';
import { Dialog } from '@promotion-bus/kit/components/dialog';
import { Notice } from '@promotion-bus/kit/components/notice';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { User } from '../../../api/types';
import { configQuery } from '../../../api/config';
import { versionQuery } from '../../../api/version';
import { useText } from '../../../i18n/text';
import { removeDraft } from '../../../session/draft';
import { deleteUser } from '../api/save-user';
import { listKey } from '../api/users';
import { draftOf } from '../model/editing';
import { say } from '../model/said';
import styles from './dialogs.module.css';
import { Troubles } from './troubles';
import { useClose } from './use-close';
import { useSaving } from './use-saving';

/** Asks once more, naming who and where; deletes only the version that was shown. */
export function DeleteUser({ stored }: { stored: User }) {
  const t = useText();
  const close = useClose();
  const client = useQueryClient();
  const saving = useSaving();
  const { data: config } = useQuery(configQuery());
  const { data: version } = useQuery(versionQuery());
  const [user, setUser] = useState(stored);
  const environment = version?.environment ?? config?.environment ?? t('delete.here');
  const confirm = () =>
    saving.run(async () => {
      const outcome = await deleteUser(user);
      if (outcome.kind === 'overtaken') {
        setUser(outcome.theirs);
        return false;
      }
      removeDraft(draftOf(user.id));
      say({ what: outcome.kind === 'gone' ? 'gone' : 'deleted', name: user.name });
      await client.invalidateQueries({ queryKey: listKey });
      close();
      return true;
    });
  return (
    <Dialog
      role="alertdialog"
      title={t('delete.title')}
      isOpen
      onClose={close}
      actions={
        <>
          <Button onPress={close} autoFocus>
            {t('dialog.cancel')}
          </Button>
          <Button variant="danger" onPress={confirm} isPending={saving.isPending}>
            {t('delete.confirm')}
          </Button>
        </>
      }
    >
      <Troubles error={saving.error} />
      {user.version === stored.version ? null : (
        <Notice tone="caution" live="assertive">
          {t('delete.changed')}
        </Notice>
      )}
      <p className={styles['subject']}>
        <strong>{user.name}</strong>
        <span>{user.email}</span>
      </p>
      <p className={styles['text']}>{t('delete.text', { name: user.name, environment })}</p>
    </Dialog>
  );
}
