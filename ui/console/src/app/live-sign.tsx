import { Radio, WifiOff } from 'lucide-react';
import { useText } from '../i18n/text';
import { useConnection } from '../live/live';
import styles from './shell.module.css';

/** Whether what is on the screen is kept up to date. */
export function LiveSign() {
  const t = useText();
  const connection = useConnection();
  const Icon = connection === 'lost' ? WifiOff : Radio;
  return (
    <span className={styles['live']} data-connection={connection} role="status">
      <Icon size={14} aria-hidden="true" />
      {t(`live.${connection}`)}
    </span>
  );
}
