import { LanguageSwitch, ThemeSwitch } from '@promotion-bus/kit/components/appearance';
import { Button } from '@promotion-bus/kit/components/button';
import { useQueryClient } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { useText } from '../i18n/text';
import { logOut, useMayWrite, useSession } from '../session/session';
import styles from './shell.module.css';

export function Settings() {
  const t = useText();
  const client = useQueryClient();
  const session = useSession();
  const mayWrite = useMayWrite();
  return (
    <div className={styles['settings']}>
      <LanguageSwitch onChanged={() => void client.invalidateQueries()} />
      <ThemeSwitch />
      {session.state === 'none' ? null : (
        <div className={styles['person']}>
          <span className={styles['who']}>
            <span className={styles['name']}>{session.me.name}</span>
            <span className={styles['role']}>{t(mayWrite ? 'role.admin' : 'role.reader')}</span>
          </span>
          <Button variant="icon" size="small" aria-label={t('session.logout')} onPress={() => void logOut()}>
            <LogOut size={16} aria-hidden="true" />
          </Button>
        </div>
      )}
    </div>
  );
}
