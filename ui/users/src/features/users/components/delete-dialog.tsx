import { Button } from '@promotion-bus/kit/components/button';
import { Dialog } from '@promotion-bus/kit/components/dialog';
import { Loading } from '@promotion-bus/kit/components/loading';
import { Notice } from '@promotion-bus/kit/components/notice';
import { isProblem } from '@promotion-bus/kit/http/problem';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useText } from '../../../i18n/text';
import { useMayWrite } from '../../../session/session';
import { userQuery } from '../api/users';
import { DeleteUser } from './delete-user';
import { GoneDialog } from './gone-dialog';
import { Troubles } from './troubles';
import { useClose } from './use-close';

const route = getRouteApi('/list/users/$id/delete');

export function DeleteDialog() {
  const t = useText();
  const close = useClose();
  const { id } = route.useParams();
  const mayWrite = useMayWrite();
  const user = useQuery(userQuery(id));
  if (user.data && mayWrite) return <DeleteUser key={id} stored={user.data} />;
  if (isProblem(user.error, 'not-found')) return <GoneDialog id={id} left={null} />;
  return (
    <Dialog
      title={t('delete.title')}
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
      {mayWrite ? null : <Notice tone="muted">{t('users.reader')}</Notice>}
    </Dialog>
  );
}
