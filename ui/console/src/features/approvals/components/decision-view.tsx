import { Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import type { Approval } from '../../../api/types';
import { VersionActs } from '../../../components/acts/version-acts';
import { Page } from '../../../components/page';
import { useText } from '../../../i18n/text';
import { imageName, versionOf } from '../../../model/versions';
import { ApprovalState } from './approval-state';
import { Calendar } from './calendar';
import { ChangedNotice } from './changed-notice';
import { ChangePlates } from './change-plates';
import { Commits } from './commits';
import { Countdown } from './countdown';
import { Deciders } from './deciders';
import { DecisionActions } from './decision-actions';
import styles from './decision.module.css';
import { EndedNotice } from './ended-notice';
import { Evidence } from './evidence';
import { NextOne } from './next-one';
import { Outcome } from './outcome';

/** What a careful person needs to decide, in the order of the questions, and nothing else. */
export function DecisionView({ shown, now, onAccept }: { shown: Approval; now: Approval; onAccept: () => void }) {
  const t = useText();
  const version = versionOf(shown.incoming.artifacts, shown.incoming.freight);
  const names = shown.incoming.artifacts.map(({ repository }) => imageName(repository)).join(', ');
  const open = shown.state === 'open';
  const title = open
    ? t('approval.question', { version, stage: shown.stage })
    : t('approval.heading', { version, stage: shown.stage });
  return (
    <Page
      title={title}
      width="narrow"
      lead={`${shown.project} · ${names}`}
      back={
        <Link to="/approvals">
          <ChevronLeft size={15} aria-hidden="true" />
          {t('nav.approvals')}
        </Link>
      }
      actions={
        <>
          <ApprovalState state={shown.state} />
          {open && shown.expiresAt ? <Countdown until={shown.expiresAt} /> : null}
        </>
      }
    >
      {shown.fingerprint !== now.fingerprint && open ? (
        <ChangedNotice shown={shown} now={now} onAccept={onAccept} />
      ) : null}
      <EndedNotice request={shown} />
      {open ? null : <Outcome request={shown} />}
      {open ? null : <NextOne after={shown.id} />}
      <ChangePlates request={shown} />
      {shown.requested ? (
        <p className={styles['soft']}>
          {t('approval.requestedBy', { who: shown.requested.by, reason: shown.requested.reason })}
        </p>
      ) : null}
      <div className={styles['sections']}>
        <Commits request={shown} />
        <Evidence request={shown} />
        <Calendar request={shown} />
        <Deciders request={shown} />
      </div>
      {open ? (
        <VersionActs
          target={{ project: shown.project, stage: shown.stage, freight: shown.freight }}
          version={version}
          state="asking"
          gate="Approval"
          quiet
        />
      ) : null}
      {open ? <DecisionActions key={shown.id} request={shown} stale={shown.fingerprint !== now.fingerprint} /> : null}
    </Page>
  );
}
