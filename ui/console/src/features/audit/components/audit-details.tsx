import { CopyButton } from '@promotion-bus/kit/components/copy-button';
import { Loading } from '@promotion-bus/kit/components/loading';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { utcTime } from '@promotion-bus/kit/format/time';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import type { AuditEvent } from '../../../api/types';
import { Facts } from '../../../components/facts';
import { TraceView } from '../../../components/trace';
import { useText } from '../../../i18n/text';
import { eventTraceQuery } from '../api/audit';
import { fieldChanges } from '../model/changes';
import { isSubject } from '../model/subjects';
import styles from './audit-details.module.css';
import { AuditReason } from './audit-reason';

/** One event in full: what it was about, before and after, and the route steps behind it. */
export function AuditDetails({ event }: { event: AuditEvent }) {
  const t = useText();
  const trace = useQuery(eventTraceQuery(event.id));
  const changes = fieldChanges(event.before, event.after);
  return (
    <div className={styles['details']}>
      <Facts
        rows={[
          [t('audit.detail.at'), utcTime(Date.parse(event.at))],
          [t('audit.detail.actor'), [event.actor.name, event.actor.id].filter(Boolean).join(' · ')],
          [t('audit.detail.action'), <code key="action">{event.action}</code>],
          [t('audit.detail.subject'), <Subject key="subject" event={event} />],
          [t('audit.detail.freight'), event.freight ? <FreightLink key="freight" freight={event.freight} /> : null],
          [t('audit.detail.delivery'), event.delivery ? <DeliveryLink key="delivery" id={event.delivery} /> : null],
          [t('audit.detail.correlation'), event.correlation ? <code key="correlation">{event.correlation}</code> : null],
          [
            t('audit.detail.reason'),
            event.reason ? <AuditReason key="reason" event={event} reason={event.reason} /> : null,
          ],
        ]}
      />
      {changes.length > 0 ? (
        <table className={styles['changes']}>
          <caption className={styles['caption']}>{t('audit.detail.changes')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('audit.detail.field')}</th>
              <th scope="col">{t('audit.detail.before')}</th>
              <th scope="col">
                <ArrowRight size={13} aria-hidden="true" /> {t('audit.detail.after')}
              </th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={change.field}>
                <th scope="row">{change.field}</th>
                <td>{change.before ?? <span className={styles['absent']}>–</span>}</td>
                <td>{change.after ?? <span className={styles['absent']}>–</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <section className={styles['trace']} aria-label={t('trace.title')}>
        <h2 className={styles['caption']}>{t('trace.title')}</h2>
        {trace.error ? <ProblemNotice error={trace.error} onRetry={() => void trace.refetch()} /> : null}
        {trace.isPending ? <Loading /> : null}
        {trace.data ? <TraceView items={trace.data.items} dropped={trace.data.dropped} /> : null}
      </section>
      <div>
        <CopyButton value={JSON.stringify(event, null, 2)} what="JSON" label={t('audit.copyJson')} />
      </div>
    </div>
  );
}

function Subject({ event }: { event: AuditEvent }) {
  const t = useText();
  const { kind, id } = event.subject;
  const word = isSubject(kind) ? t(`subject.${kind}`) : kind;
  if (kind === 'approval') {
    return (
      <Link to="/approvals/$id" params={{ id }}>
        {word} {id}
      </Link>
    );
  }
  return (
    <span>
      {word} <code>{id}</code>
    </span>
  );
}

function FreightLink({ freight }: { freight: string }) {
  return (
    <Link to="/lineage/$freight" params={{ freight }}>
      <code>{freight}</code>
    </Link>
  );
}

function DeliveryLink({ id }: { id: string }) {
  return (
    <Link to="/deliveries/$id" params={{ id }}>
      <code>{id}</code>
    </Link>
  );
}
