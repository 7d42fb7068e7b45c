import { Button } from '@promotion-bus/kit/components/button';
import { Dialog } from '@promotion-bus/kit/components/dialog';
import { Loading } from '@promotion-bus/kit/components/loading';
import { isProblem } from '@promotion-bus/kit/http/problem';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useText } from '../../../i18n/text';
import { readDraft } from '../../../session/draft';
import { useMayWrite } from '../../../session/session';
import { userQuery } from '../api/users';
import { draftOf, type EditDraft } from '../model/editing';
import { EditUser } from './edit-user';
import { GoneDialog } from './gone-dialog';
import { Troubles } from './troubles';
import { useClose } from './use-close';
import { UserFacts } from './user-facts';

const route = getRouteApi('/list/users/$id');

/** A user at its address: to change for who may, to look at for who may only read. */
export function EditDialog() {
  const t = useText();
  const close = useClose();
  const { id } = route.useParams();
  const mayWrite = useMayWrite();
  const user = useQuery(userQuery(id));
  if (user.data) return mayWrite ? <EditUser key={id} stored={user.data} /> : <UserFacts user={user.data} />;
  const left = readDraft<EditDraft>(draftOf(id));
  if (isProblem(user.error, 'not-found')) return <GoneDialog id={id} left={left?.mine ?? null} />;
  return (
    <Dialog
      title={t('edit.title')}
      isOpen
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('dialog.close')}</Button>
          {user.error ? <Button onPress={() => void user.refetch()}>{t('dialog.retry')}</Button> : null}
        </>
      }
    >
      {user.isFetching ? <Loading /> : <Troubles error={user.error} />}
    </Dialog>
  );
}
