import { duration } from '@promotion-bus/kit/format/duration';
import { utcTime } from '@promotion-bus/kit/format/time';
import { Link } from '@tanstack/react-router';
import {
  Activity,
  BadgeCheck,
  BellRing,
  Box,
  CircleCheck,
  Gavel,
  Hand,
  Hourglass,
  Inbox,
  type LucideIcon,
  Package,
  Replace,
  ShieldBan,
  TrainFront,
  Undo2,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LineageEvent } from '../../../api/types';
import { ServerEnding } from '../../../components/server-text';
import { useText } from '../../../i18n/text';
import { timeline } from '../model/timeline';
import styles from './lineage.module.css';

const icons: Record<LineageEvent['kind'], LucideIcon> = {
  delivery: Inbox,
  artifact: Package,
  freight: Box,
  available: CircleCheck,
  requested: Hand,
  reminded: BellRing,
  decided: Gavel,
  superseded: Replace,
  expired: Hourglass,
  promotion: TrainFront,
  verified: BadgeCheck,
  health: Activity,
  rollback: Undo2,
  quarantine: ShieldBan,
};

export function Timeline({ events }: { events: readonly LineageEvent[] }) {
  const t = useText();
  const { i18n } = useTranslation();
  const day = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', day: 'numeric', month: 'long' });
  const time = new Intl.DateTimeFormat(i18n.language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return (
    <ol className={styles['timeline']}>
      {timeline(events).map(({ event, gap, newDay }, index) => {
        const Icon = icons[event.kind];
        const at = Date.parse(event.at);
        return (
          <li key={`${event.at} ${index}`} className={styles['entry']} data-kind={event.kind}>
            {newDay ? <p className={styles['day']}>{day.format(at)}</p> : null}
            <time className={styles['time']} dateTime={event.at} title={utcTime(at)}>
              {time.format(at)}
              {gap !== null ? <span className={styles['gap']}>+{duration(gap)}</span> : null}
            </time>
            <span className={styles['icon']}>
              <Icon size={15} aria-hidden="true" />
            </span>
            <div className={styles['body']}>
              <p className={styles['what']}>
                <span className={styles['kind']}>{t(`lineage.kind.${event.kind}`)}</span>
                {event.stage ? <span className={styles['where']}>{event.stage}</span> : null}
                {event.durationMs != null ? (
                  <span className={styles['soft']}>{t('lineage.took', { time: duration(event.durationMs) })}</span>
                ) : null}
              </p>
              <p className={styles['text']}>
                <ServerEnding text={event.text} />
              </p>
              <p className={styles['soft']}>
                {event.actor?.name ?? event.actor?.id ?? ''}
                <Reference event={event} />
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Reference({ event }: { event: LineageEvent }) {
  const t = useText();
  if (!event.ref) return null;
  const dot = event.actor ? ' · ' : '';
  switch (event.kind) {
    case 'delivery':
      return (
        <>
          {dot}
          <Link to="/deliveries/$id" params={{ id: event.ref }}>
            {t('lineage.see.delivery')}
          </Link>
        </>
      );
    case 'requested':
    case 'reminded':
    case 'decided':
    case 'superseded':
    case 'expired':
      return (
        <>
          {dot}
          <Link to="/approvals/$id" params={{ id: event.ref }}>
            {t('lineage.see.request')}
          </Link>
        </>
      );
    default:
      return null;
  }
}
