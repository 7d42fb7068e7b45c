import { FullTime } from '@promotion-bus/kit/components/time';
import { Tag } from '@promotion-bus/kit/components/tag';
import { Bot, ChevronRight, LockKeyhole, LockKeyholeOpen, type LucideIcon, Ship, UserRound, Webhook } from 'lucide-react';
import { useId } from 'react';
import type { Actor, AuditEvent } from '../../../api/types';
import { useText } from '../../../i18n/text';
import { isKnown, toneOf } from '../model/actions';
import { isSubject } from '../model/subjects';
import { iconOf } from './action-icons';
import { AuditDetails } from './audit-details';
import { AuditReason } from './audit-reason';
import styles from './audit-row.module.css';

const actorIcons: Record<Actor['kind'], LucideIcon> = {
  person: UserRound,
  system: Bot,
  kargo: Ship,
  sender: Webhook,
};

export function AuditRow({ event, open, onToggle }: { event: AuditEvent; open: boolean; onToggle: () => void }) {
  const t = useText();
  const id = useId();
  const ActorIcon = actorIcons[event.actor.kind];
  const action = isKnown(event.action) ? t(`action.${event.action}`) : event.action;
  const { kind } = event.subject;
  const subject = isSubject(kind) ? t(`subject.${kind}`) : kind;
  const where = [event.project, event.stage].filter(Boolean).join(' / ');
  return (
    <>
      <button type="button" data-row className={styles['row']} aria-expanded={open} aria-controls={id} onClick={onToggle}>
        <ChevronRight size={16} className={styles['chevron']} aria-hidden="true" />
        <span className={styles['when']}>
          <FullTime at={event.at} />
        </span>
        <span className={styles['who']}>
          <ActorIcon size={15} aria-hidden="true" />
          <span className={styles['cut']}>{event.actor.name ?? event.actor.id ?? t(`actor.${event.actor.kind}`)}</span>
        </span>
        <span className={styles['action']}>
          <Tag tone={toneOf(event.action)} icon={iconOf(event.action)}>
            {action}
          </Tag>
        </span>
        <span className={styles['what']}>
          <span className={styles['cut']}>
            {where}
            {where && event.freight ? ' · ' : ''}
            {event.freight ? <code>{event.freight.slice(0, 7)}</code> : null}
            {!where && !event.freight ? `${subject} ${event.subject.id}` : null}
          </span>
          {event.reason ? (
            <span className={styles['reason']}>
              <AuditReason event={event} reason={event.reason} />
            </span>
          ) : null}
        </span>
        <span className={styles['seal']} title={event.seq == null ? t('audit.unsealed') : t('audit.sealed')}>
          {event.seq == null ? (
            <LockKeyholeOpen size={14} aria-label={t('audit.unsealed')} />
          ) : (
            <>
              <LockKeyhole size={14} aria-label={t('audit.sealed')} />
              {event.seq}
            </>
          )}
        </span>
      </button>
      <div id={id} hidden={!open}>
        {open ? <AuditDetails event={event} /> : null}
      </div>
    </>
  );
}
