import { LanguageSwitch, ThemeSwitch } from '@promotion-bus/kit/components/appearance';
import { Button } from '@promotion-bus/kit/components/button';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import type { Me } from '../api/types';
import { systemQuery } from '../api/system';
import { useText } from '../i18n/text';
import { logout } from '../session/logout';
import styles from './shell.module.css';

export function Settings({ me }: { me: Me }) {
  const t = useText();
  const client = useQueryClient();
  const { data: system } = useQuery(systemQuery());
  return (
    <div className={styles['settings']}>
      <div className={styles['switches']}>
        <LanguageSwitch onChanged={() => void client.invalidateQueries()} />
        <ThemeSwitch />
      </div>
      <div className={styles['person']}>
        <span className={styles['who']}>
          <span className={styles['name']}>{me.name}</span>
          <span className={styles['roles']}>{rolesOf(me).join(' · ') || me.username}</span>
        </span>
        <Button variant="icon" size="small" aria-label={t('session.logout')} onPress={logout}>
          <LogOut size={16} aria-hidden="true" />
        </Button>
      </div>
      {system ? <p className={styles['release']}>{t('system.version', { version: system.version })}</p> : null}
    </div>
  );
}

const known = ['qa', 'po', 'operator', 'auditor', 'break-glass', 'viewer'];

/** Only the bus's own roles; a realm has many more that say nothing here. */
function rolesOf(me: Me): string[] {
  return known.filter((role) => me.roles.includes(role));
}
