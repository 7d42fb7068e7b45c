import { Button } from '@promotion-bus/kit/components/button';
import { Dialog } from '@promotion-bus/kit/components/dialog';
import { Notice } from '@promotion-bus/kit/components/notice';
import { useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import type { UserData } from '../../../api/types';
import { useText } from '../../../i18n/text';
import { useDraft } from '../../../session/draft';
import { useMayWrite } from '../../../session/session';
import { createUser } from '../api/save-user';
import { listKey } from '../api/users';
import { NEW_DRAFT } from '../model/editing';
import { say } from '../model/said';
import { RestoredNotice, Troubles } from './troubles';
import { useClose } from './use-close';
import { useSaving } from './use-saving';
import { UserForm } from './user-form';

const nobody: UserData = { name: '', email: '' };

export function CreateDialog() {
  const t = useText();
  const form = useId();
  const close = useClose();
  const client = useQueryClient();
  const draft = useDraft(NEW_DRAFT, nobody);
  const saving = useSaving();
  const mayWrite = useMayWrite();
  const save = () =>
    saving.run(async () => {
      const user = await createUser(draft.value);
      draft.clear();
      say({ what: 'created', name: user.name, id: user.id });
      await client.invalidateQueries({ queryKey: listKey });
      close();
      return true;
    });
  const cancel = () => {
    draft.clear();
    close();
  };
  if (!mayWrite) {
    return (
      <Dialog title={t('create.title')} isOpen onClose={close} actions={<Button onPress={close}>{t('dialog.close')}</Button>}>
        <Notice tone="muted">{t('users.reader')}</Notice>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t('create.title')}
      isOpen
      onClose={close}
      actions={
        <>
          <Button onPress={cancel}>{t('dialog.cancel')}</Button>
          <Button type="submit" form={form} variant="primary" isPending={saving.isPending}>
            {t('create.save')}
          </Button>
        </>
      }
    >
      <Troubles error={saving.error} />
      {draft.restored ? <RestoredNotice onDiscard={draft.reset} /> : null}
      <UserForm id={form} value={draft.value} saving={saving} onChange={draft.set} onSubmit={save} />
    </Dialog>
  );
}
