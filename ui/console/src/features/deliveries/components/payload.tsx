import { CopyButton } from '@promotion-bus/kit/components/copy-button';
import { useTranslation } from 'react-i18next';
import type { Delivery } from '../../../api/types';
import { useText } from '../../../i18n/text';
import { byteSize, pretty } from '../model/payload';
import styles from './delivery-page.module.css';

/** What was received, as text: the browser never takes any of it for markup. */
export function Payload({ delivery }: { delivery: Delivery }) {
  const t = useText();
  const { i18n } = useTranslation();
  const headers = Object.entries(delivery.headers ?? {});
  const { body } = delivery;
  return (
    <>
      {headers.length > 0 ? (
        <section className={styles['section']} aria-labelledby="headers">
          <h2 id="headers">{t('delivery.headers')}</h2>
          <dl className={styles['headers']}>
            {headers.map(([name, value]) => (
              <div key={name} style={{ display: 'contents' }}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      ) : null}
      {body ? (
        <section className={styles['section']} aria-labelledby="body">
          <div className={styles['head']}>
            <h2 id="body">{t('delivery.body')}</h2>
            <span className={styles['soft']}>
              {byteSize(body.bytes, i18n.language)} · sha256 {body.sha256.replace(/^sha256:/, '').slice(0, 12)}
            </span>
            {body.text ? <CopyButton value={body.text} what={t('delivery.body')} /> : null}
          </div>
          {body.text ? (
            // Scrollable content must be reachable by keyboard.
            <pre className={styles['payload']} tabIndex={0} aria-labelledby="body">
              {pretty(body.text)}
            </pre>
          ) : (
            <p className={styles['soft']}>{t('delivery.bodyGone')}</p>
          )}
        </section>
      ) : null}
    </>
  );
}
