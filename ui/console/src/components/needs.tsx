import { Lock } from 'lucide-react';
import { type TextKey, useText } from '../i18n/text';
import type { Role } from '../session/me';
import styles from './needs.module.css';

/** Says why somebody does not see the buttons others see: which role it takes. */
export function Needs({ what, roles }: { what: TextKey; roles: readonly Role[] }) {
  const t = useText();
  return (
    <p className={styles['needs']}>
      <Lock size={13} aria-hidden="true" />
      <span>{t('needs.role', { what: t(what), roles: roles.join(', ') })}</span>
    </p>
  );
}
