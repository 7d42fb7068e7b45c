import { Button } from '@promotion-bus/kit/components/button';
import { Notice } from '@promotion-bus/kit/components/notice';
import { X } from 'lucide-react';
import { useText } from '../../../i18n/text';
import { say, useSaid } from '../model/said';
import styles from './said-notice.module.css';

/** Confirms what was done, also to who cannot see the row appear. The place is always there, so that it is read aloud. */
export function SaidNotice() {
  const t = useText();
  const said = useSaid();
  return (
    <div role="status" className={styles['place']}>
      {said ? (
        <Notice
          slim
          tone="good"
          title={t(`said.${said.what}`, { name: said.name })}
          actions={
            <Button variant="icon" size="small" aria-label={t('said.close')} onPress={() => say(null)}>
              <X size={15} aria-hidden="true" />
            </Button>
          }
        />
      ) : null}
    </div>
  );
}
