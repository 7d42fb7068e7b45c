import { Button } from '@promotion-bus/kit/components/button';
import { Digest } from '@promotion-bus/kit/components/digest';
import { Empty } from '@promotion-bus/kit/components/empty';
import { useNow } from '@promotion-bus/kit/now';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ShieldBan, Snowflake } from 'lucide-react';
import { useState } from 'react';
import { liftFreeze } from '../../../api/acts';
import type { Freeze, Quarantine } from '../../../api/types';
import { FreezeDialog } from '../../../components/acts/freeze-dialog';
import { QuarantineDialog } from '../../../components/acts/quarantine-dialog';
import { refresh } from '../../../components/acts/refresh';
import { Needs } from '../../../components/needs';
import { Page } from '../../../components/page';
import { ReasonDialog } from '../../../components/reason-dialog';
import { ServerText } from '../../../components/server-text';
import { useText } from '../../../i18n/text';
import { meQuery, useHasRole } from '../../../session/me';
import { rolesFor } from '../../../model/acts';
import { ended, inForce } from '../../../model/freezes';
import { freezeHistoryQuery, liftQuarantine, quarantineQuery } from '../api/freezes';
import styles from './freezes.module.css';
import { Block, History, Row } from './rows';

type Asked =
  | { kind: 'freeze' }
  | { kind: 'quarantine' }
  | { kind: 'liftFreeze'; freeze: Freeze }
  | { kind: 'liftQuarantine'; quarantine: Quarantine };

export function FreezesPage() {
  const t = useText();
  const client = useQueryClient();
  const operator = useHasRole('operator');
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const done = () => {
    close();
    refresh(client);
  };
  return (
    <Page
      title={t('nav.freezes')}
      lead={t('freezes.lead')}
      width="medium"
      actions={
        operator ? (
          <>
            <Button onPress={() => setAsked({ kind: 'quarantine' })}>
              <ShieldBan size={15} aria-hidden="true" />
              {t('quarantine.set')}
            </Button>
            <Button variant="primary" onPress={() => setAsked({ kind: 'freeze' })}>
              <Snowflake size={15} aria-hidden="true" />
              {t('freeze.set')}
            </Button>
          </>
        ) : null
      }
    >
      {operator ? null : <Needs what="freezes.acts" roles={rolesFor.operate} />}
      <Freezes onLift={operator ? (freeze) => setAsked({ kind: 'liftFreeze', freeze }) : undefined} />
      <Quarantines onLift={operator ? (quarantine) => setAsked({ kind: 'liftQuarantine', quarantine }) : undefined} />
      {asked?.kind === 'freeze' ? <FreezeDialog onDone={done} onClose={close} /> : null}
      {asked?.kind === 'quarantine' ? <QuarantineDialog onDone={done} onClose={close} /> : null}
      {asked?.kind === 'liftFreeze' ? (
        <ReasonDialog
          draftKey={`freeze.${asked.freeze.id}`}
          title={t('freeze.liftTitle')}
          action={t('freeze.lift')}
          act={(reason) => liftFreeze(asked.freeze.id, reason)}
          onDone={done}
          onClose={close}
        >
          <p>{asked.freeze.reason}</p>
        </ReasonDialog>
      ) : null}
      {asked?.kind === 'liftQuarantine' ? (
        <ReasonDialog
          draftKey={`quarantine.${asked.quarantine.id}`}
          title={t('quarantine.liftTitle')}
          action={t('freeze.lift')}
          act={(reason) => liftQuarantine(asked.quarantine.id, reason)}
          onDone={done}
          onClose={close}
        >
          <p>
            <Why of={asked.quarantine} />
          </p>
        </ReasonDialog>
      ) : null}
    </Page>
  );
}

function Freezes({ onLift }: { onLift: ((freeze: Freeze) => void) | undefined }) {
  const t = useText();
  const now = useNow(60_000);
  const { data, error, refetch } = useQuery(freezeHistoryQuery());
  const row = (freeze: Freeze) => (
    <Row
      key={freeze.id}
      title={[freeze.project, freeze.stage].filter(Boolean).join(' / ') || t('freeze.everywhere')}
      reason={freeze.reason}
      set={{ by: freeze.setBy, at: freeze.setAt }}
      lifted={freeze.liftedBy ? { by: freeze.liftedBy, at: freeze.liftedAt ?? freeze.setAt } : null}
      until={freeze.until ?? null}
      {...(onLift && inForce([freeze], now).length > 0 ? { onLift: () => onLift(freeze) } : {})}
    />
  );
  return (
    <Block title={t('freezes.title')} error={error} loading={!data} onRetry={() => void refetch()}>
      {data && inForce(data.items, now).length === 0 ? (
        <Empty icon={Snowflake} title={t('freezes.none')}>
          {t('freezes.noneText')}
        </Empty>
      ) : (
        <ul className={styles['list']}>{inForce(data?.items ?? [], now).map(row)}</ul>
      )}
      <History items={ended(data?.items ?? [], now).map(row)} />
    </Block>
  );
}

function Quarantines({ onLift }: { onLift: ((quarantine: Quarantine) => void) | undefined }) {
  const t = useText();
  const { data, error, refetch } = useQuery(quarantineQuery());
  const { data: me } = useQuery(meQuery());
  const now = useNow(60_000);
  const row = (each: Quarantine) => (
    <Row
      key={each.id}
      title={
        <>
          {each.repository ?? ''} <Digest value={each.digest} />
        </>
      }
      reason={<Why of={each} />}
      set={{ by: each.setBy, at: each.setAt }}
      lifted={each.liftedBy ? { by: each.liftedBy, at: each.liftedAt ?? each.setAt } : null}
      until={null}
      where={each.stage ? t('quarantine.from', { stage: `${each.project ?? ''} / ${each.stage}` }) : t('quarantine.everywhere')}
      {...(onLift && !each.liftedAt
        ? each.setBy === me?.username
          ? { note: t('quarantine.samePerson') }
          : { onLift: () => onLift(each) }
        : {})}
    />
  );
  return (
    <Block title={t('quarantine.title')} error={error} loading={!data} onRetry={() => void refetch()}>
      {data && inForce(data.items, now).length === 0 ? (
        <Empty icon={ShieldBan} title={t('quarantine.none')}>
          {t('quarantine.noneText')}
        </Empty>
      ) : (
        <ul className={styles['list']}>{inForce(data?.items ?? [], now).map(row)}</ul>
      )}
      <History items={ended(data?.items ?? [], now).map(row)} />
    </Block>
  );
}

/** A rollback's own words are the bus's, everybody else's stand as they were written. */
function Why({ of: { setBy, reason } }: { of: Quarantine }) {
  return setBy === 'promotion-bus' ? <ServerText text={reason} /> : reason;
}
