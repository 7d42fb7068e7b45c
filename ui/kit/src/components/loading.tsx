import styles from './loading.module.css';
import { useKitText } from '../i18n/use-kit-text';

export function Loading() {
  const t = useKitText();
  return (
    <div className={styles['loading']} role="status">
      <span className={styles['dots']} aria-hidden="true">
        <span />
      </span>
      {t('loading')}
    </div>
  );
}
