import { Button } from '@promotion-bus/kit/components/button';
import { ArrowUp } from 'lucide-react';
import { useText } from '../i18n/text';
import styles from './new-rows.module.css';

/** "3 novos": rows come when the reader asks, never under the pointer. Holds its place so that nothing jumps. */
export function NewRows({ count, onShow }: { count: number; onShow: () => void }) {
  const t = useText();
  return (
    <div className={styles['place']} role="status">
      {count > 0 ? (
        <Button size="small" onPress={onShow}>
          <ArrowUp size={14} aria-hidden="true" />
          {t('list.new', { count })}
        </Button>
      ) : null}
    </div>
  );
}
