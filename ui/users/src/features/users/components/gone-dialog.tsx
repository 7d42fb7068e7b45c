import { Button } from '@promotion-bus/kit/components/button';
import { Dialog } from '@promotion-bus/kit/components/dialog';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { UserData } from '../../../api/types';
import { useText } from '../../../i18n/text';
import { removeDraft, writeDraft } from '../../../session/draft';
import { useMayWrite } from '../../../session/session';
import { listKey } from '../api/users';
import { draftOf, NEW_DRAFT } from '../model/editing';
import styles from './dialogs.module.css';
import { useClose } from './use-close';

const route = getRouteApi('/list');

/** Somebody deleted the user. What was typed about it can still become a new one. */
export function GoneDialog({ id, left }: { id: string; left: UserData | null }) {
  const t = useText();
  const back = useClose();
  const client = useQueryClient();
  const navigate = route.useNavigate();
  const search = route.useSearch();
  const mayWrite = useMayWrite();
  useEffect(() => {
    void client.invalidateQueries({ queryKey: listKey });
  }, [client]);
  const close = () => {
    removeDraft(draftOf(id));
    back();
  };
  const createAnew = () => {
    removeDraft(draftOf(id));
    writeDraft(NEW_DRAFT, left);
    void navigate({ to: '/new', search, replace: true });
  };
  const offers = left !== null && mayWrite;
  return (
    <Dialog
      title={t('gone.title')}
      isOpen
      onClose={back}
      actions={
        <>
          <Button onPress={close} autoFocus={!offers}>
            {t('dialog.close')}
          </Button>
          {offers ? (
            <Button variant="primary" onPress={createAnew} autoFocus>
              {t('gone.create')}
            </Button>
          ) : null}
        </>
      }
    >
      <p className={styles['text']}>{t(offers ? 'gone.typed' : 'gone.text')}</p>
      {offers ? (
        <p className={styles['subject']}>
          <strong>{left.name}</strong>
          <span>{left.email}</span>
        </p>
      ) : null}
    </Dialog>
  );
}
