import { Button } from '@promotion-bus/kit/components/button';
import { Digest } from '@promotion-bus/kit/components/digest';
import { Empty } from '@promotion-bus/kit/components/empty';
import { Loading } from '@promotion-bus/kit/components/loading';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { LocalTime, RelativeTime } from '@promotion-bus/kit/components/time';
import { useNow } from '@promotion-bus/kit/now';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ShieldBan, Snowflake } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import type { Freeze, Quarantine } from '../../../api/types';
import { Page } from '../../../components/page';
import { ReasonDialog } from '../../../components/reason-dialog';
import { useText } from '../../../i18n/text';
import { useHasRole } from '../../../session/me';
import { freezeHistoryQuery, liftFreeze, liftQuarantine, quarantineQuery } from '../api/freezes';
import { ended, inForce } from '../model/freezes';
import { FreezeDialog } from './freeze-dialog';
import styles from './freezes.module.css';
import { QuarantineDialog } from './quarantine-dialog';

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
    for (const key of ['freezes', 'quarantine', 'board']) void client.invalidateQueries({ queryKey: [key] });
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
          <p>{asked.quarantine.reason}</p>
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
  const now = useNow(60_000);
  const row = (each: Quarantine) => (
    <Row
      key={each.id}
      title={
        <>
          {each.repository ?? ''} <Digest value={each.digest} />
        </>
      }
      reason={each.reason}
      set={{ by: each.setBy, at: each.setAt }}
      lifted={each.liftedBy ? { by: each.liftedBy, at: each.liftedAt ?? each.setAt } : null}
      until={null}
      {...(onLift && !each.liftedAt ? { onLift: () => onLift(each) } : {})}
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

function Block({ title, error, loading, onRetry, children }: {
  title: string;
  error: unknown;
  loading: boolean;
  onRetry: () => void;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles['block']}>
      <h2 id={id}>{title}</h2>
      {error ? <ProblemNotice error={error} onRetry={onRetry} /> : loading ? <Loading /> : children}
    </section>
  );
}

function History({ items }: { items: ReactNode[] }) {
  const t = useText();
  if (items.length === 0) return null;
  return (
    <details className={styles['history']}>
      <summary>{t('freezes.history', { count: items.length })}</summary>
      <ul className={styles['list']}>{items}</ul>
    </details>
  );
}

function Row({ title, reason, set, lifted, until, onLift }: {
  title: ReactNode;
  reason: string;
  set: { by: string; at: string };
  lifted: { by: string; at: string } | null;
  until: string | null;
  onLift?: () => void;
}) {
  const t = useText();
  return (
    <li className={styles['row']}>
      <div className={styles['main']}>
        <p className={styles['what']}>{title}</p>
        <p>{reason}</p>
        <p className={styles['soft']}>
          {t('freeze.by', { who: set.by })} <RelativeTime at={set.at} />
          {until ? (
            <>
              {' · '}
              {t('freeze.until')} <LocalTime at={until} />
            </>
          ) : null}
          {lifted ? (
            <>
              {' · '}
              {t('freeze.liftedBy', { who: lifted.by })} <RelativeTime at={lifted.at} />
            </>
          ) : null}
        </p>
      </div>
      {onLift ? <Button onPress={onLift}>{t('freeze.lift')}</Button> : null}
    </li>
  );
}
