import { Button } from '@promotion-bus/kit/components/button';
import { Dialog } from '@promotion-bus/kit/components/dialog';
import { RelativeTime } from '@promotion-bus/kit/components/time';
import type { User } from '../../../api/types';
import { useText } from '../../../i18n/text';
import styles from './dialogs.module.css';
import { useClose } from './use-close';

/** A user for who may only read, and why there is nothing to change. */
export function UserFacts({ user }: { user: User }) {
  const t = useText();
  const close = useClose();
  return (
    <Dialog
      title={user.name}
      isOpen
      onClose={close}
      actions={
        <Button onPress={close} autoFocus>
          {t('dialog.close')}
        </Button>
      }
    >
      <dl className={styles['facts']}>
        <div>
          <dt>{t('users.field.email')}</dt>
          <dd>{user.email}</dd>
        </div>
        <div>
          <dt>{t('users.field.updatedAt')}</dt>
          <dd>
            <RelativeTime at={user.updatedAt} />
          </dd>
        </div>
        <div>
          <dt>{t('users.field.createdAt')}</dt>
          <dd>
            <RelativeTime at={user.createdAt} />
          </dd>
        </div>
      </dl>
      <p className={styles['text']}>{t('users.reader')}</p>
    </Dialog>
  );
}
