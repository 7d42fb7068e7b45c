import { useText } from '../i18n/text';
import styles from './key-hints.module.css';

/** Which keys walk the rows above; for eyes only, because a screen reader has keys of its own for lists. */
export function KeyHints() {
  const t = useText();
  return (
    <p className={styles['keys']} aria-hidden="true">
      <kbd>j</kbd> <kbd>k</kbd> {t('list.keysMove')} · <kbd>Enter</kbd> {t('list.keysOpen')}
    </p>
  );
}
