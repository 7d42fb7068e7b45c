import { Tag } from '@promotion-bus/kit/components/tag';
import { LocalTime } from '@promotion-bus/kit/components/time';
import { CalendarClock, CircleCheck, CirclePause, Snowflake } from 'lucide-react';
import type { Approval } from '../../../api/types';
import { useText } from '../../../i18n/text';
import styles from './decision.module.css';
import { Section } from './section';

/** When an approval could run: freezes and windows, now and at the next change. */
export function Calendar({ request }: { request: Approval }) {
  const t = useText();
  const { calendar } = request;
  if (!calendar) return null;
  return (
    <Section icon={CalendarClock} title={t('approval.calendar')}>
      <ul className={styles['facts']}>
        {calendar.freezes.map((freeze) => (
          <li key={freeze.id} className={styles['fact']}>
            <Tag tone="cold" icon={Snowflake} bare>
              {t('board.frozen')}
            </Tag>
            <span>
              {freeze.reason} · {t('freeze.by', { who: freeze.setBy })}
              {freeze.until ? (
                <>
                  {' · '}
                  {t('freeze.until')} <LocalTime at={freeze.until} />
                </>
              ) : null}
            </span>
          </li>
        ))}
        <li className={styles['fact']}>
          {calendar.openNow ? (
            <Tag tone="good" icon={CircleCheck} bare>
              {calendar.freezes.length > 0 ? t('approval.windowOpen') : t('approval.openNow')}
            </Tag>
          ) : (
            <Tag tone="caution" icon={CirclePause} bare>
              {calendar.freezes.length > 0 ? t('approval.frozenNow') : t('approval.closedNow')}
            </Tag>
          )}
          {calendar.nextChange ? (
            <span className={styles['soft']}>
              {calendar.openNow ? t('approval.closesAt') : t('approval.opensAt')} <LocalTime at={calendar.nextChange} />
            </span>
          ) : null}
        </li>
      </ul>
    </Section>
  );
}
