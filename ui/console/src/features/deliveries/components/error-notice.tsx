import { Notice } from '@promotion-bus/kit/components/notice';
import { LocalTime } from '@promotion-bus/kit/components/time';
import type { Delivery } from '../../../api/types';
import { ServerText } from '../../../components/server-text';
import { useText } from '../../../i18n/text';
import { errorText } from '../model/error-text';
import styles from './delivery-page.module.css';

/** Why a delivery is not done: the sentence for people, where in the body, and what the bus noted. */
export function ErrorNotice({ delivery }: { delivery: Delivery }) {
  const t = useText();
  const { error, nextAttemptAt } = delivery;
  if (!error) return null;
  const title = errorText(error, t);
  return (
    <Notice tone={delivery.status === 'dead' ? 'bad' : 'caution'} title={title}>
      {error.path ? (
        <p>
          {t('delivery.errorAt')} <code>{error.path}</code>
        </p>
      ) : null}
      {error.detail && error.detail !== title ? (
        <p className={styles['technical']}>
          {t('delivery.errorSays')} <ServerText text={error.detail} />
        </p>
      ) : null}
      {nextAttemptAt ? (
        <p>
          {t('delivery.nextAttempt')} <LocalTime at={nextAttemptAt} />
        </p>
      ) : null}
    </Notice>
  );
}
