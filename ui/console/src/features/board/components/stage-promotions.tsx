import { Loading } from '@promotion-bus/kit/components/loading';
import { RelativeTime } from '@promotion-bus/kit/components/time';
import { Link } from '@tanstack/react-router';
import type { Promotion } from '../../../api/types';
import { RetryButton } from '../../../components/acts/retry-button';
import { PromotionPhase } from '../../../components/promotion-phase';
import { ServerText } from '../../../components/server-text';
import { useText } from '../../../i18n/text';
import { retryable } from '../../../model/acts';
import styles from './stage-sheet.module.css';

const SHOWN = 8;

/** The last promotions of the stage; the newest of a version can be tried again where it failed. */
export function StagePromotions({ promotions, nameOf }: {
  promotions: readonly Promotion[] | null;
  nameOf: (freight: string) => string;
}) {
  const t = useText();
  const again = retryable(promotions ?? []);
  const who = ({ requestedBy }: Promotion) => {
    const names = requestedBy.actors?.join(', ');
    return names ? t(`by.${requestedBy.kind}.who`, { who: names }) : t(`by.${requestedBy.kind}`);
  };
  return (
    <section className={styles['section']} aria-labelledby="stage-promotions">
      <h3 id="stage-promotions" className={styles['title']}>
        {t('stage.promotions')}
      </h3>
      {promotions === null ? <Loading /> : null}
      {promotions?.length === 0 ? <p className={styles['soft']}>{t('stage.noPromotions')}</p> : null}
      <ul className={styles['list']}>
        {promotions?.slice(0, SHOWN).map((promotion) => (
          <li key={promotion.id ?? promotion.kargoName ?? promotion.createdAt} className={styles['item']}>
            <p className={styles['line']}>
              <Link to="/lineage/$freight" params={{ freight: promotion.freight }} className={styles['code']}>
                {nameOf(promotion.freight)}
              </Link>
              <PromotionPhase phase={promotion.phase} />
            </p>
            <p className={styles['soft']}>
              {who(promotion)}
              {promotion.createdAt ? (
                <>
                  {' · '}
                  <RelativeTime at={promotion.createdAt} />
                </>
              ) : null}
            </p>
            {promotion.message ? (
              <p className={styles['message']}>
                <ServerText text={promotion.message} />
              </p>
            ) : null}
            {promotion.id && again.has(promotion.id) ? (
              <RetryButton promotion={promotion} version={nameOf(promotion.freight)} />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
