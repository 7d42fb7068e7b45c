import { Button } from '@promotion-bus/kit/components/button';
import { useQueryClient } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { retry } from '../../api/acts';
import type { Promotion } from '../../api/types';
import { useText } from '../../i18n/text';
import { rolesFor } from '../../model/acts';
import { useHasRole } from '../../session/me';
import { Needs } from '../needs';
import { ReasonDialog } from '../reason-dialog';
import { ServerText } from '../server-text';
import styles from './acts.module.css';
import { refresh } from './refresh';

/** Tries a promotion that ended without success again, on what it stood on; the bus refuses where that has changed. */
export function RetryButton({ promotion, version }: { promotion: Promotion; version: string }) {
  const t = useText();
  const client = useQueryClient();
  const operator = useHasRole('operator');
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState(false);
  const { id } = promotion;
  if (!id) return null;
  if (!operator) return <Needs what="act.retry" roles={rolesFor.operate} />;
  return (
    <div className={styles['acts']}>
      <Button size="small" aria-label={`${t('act.retry')}: ${version}`} onPress={() => setAsking(true)}>
        <RotateCcw size={14} aria-hidden="true" />
        {t('act.retry')}
      </Button>
      <p className={styles['done']} role="status">
        {done ? t('act.retryDone') : ''}
      </p>
      {asking ? (
        <ReasonDialog
          draftKey={`retry.${id}`}
          title={t('act.retryTitle', { version, stage: promotion.stage })}
          action={t('act.retry')}
          act={(reason) => retry(id, reason)}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            setDone(true);
            refresh(client);
          }}
        >
          <p>{t('act.retryText')}</p>
          {promotion.message ? (
            <p className={styles['message']}>
              <ServerText text={promotion.message} />
            </p>
          ) : null}
        </ReasonDialog>
      ) : null}
    </div>
  );
}
