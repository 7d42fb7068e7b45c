import { Button } from '@promotion-bus/kit/components/button';
import { Empty } from '@promotion-bus/kit/components/empty';
import { Loading } from '@promotion-bus/kit/components/loading';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { isProblem } from '@promotion-bus/kit/http/problem';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Inbox, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { refresh } from '../../../components/acts/refresh';
import { KeyHints } from '../../../components/key-hints';
import { Needs } from '../../../components/needs';
import { NewRows } from '../../../components/new-rows';
import { Page } from '../../../components/page';
import { ReasonDialog } from '../../../components/reason-dialog';
import { useText } from '../../../i18n/text';
import { useNewEvents } from '../../../live/live';
import { rolesFor } from '../../../model/acts';
import { useHasRole } from '../../../session/me';
import { deliveriesQuery } from '../api/deliveries';
import { redriveMany } from '../api/redrive';
import { DeadNotice } from './dead-notice';
import { DeliveryFilters } from './delivery-filters';
import { DeliveryList } from './delivery-list';
import { SilenceNotice } from './silence-notice';
import styles from './deliveries-page.module.css';
import { RedriveProgress } from './redrive-progress';

const route = getRouteApi('/deliveries');

export function DeliveriesPage() {
  const t = useText();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const list = useInfiniteQuery(deliveriesQuery(search));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const fresh = useNewEvents('delivery');
  const operator = useHasRole('operator');
  const [asking, setAsking] = useState(false);
  const [redriven, setRedriven] = useState<{ run: number; count: number } | null>(null);
  const reload = () => {
    fresh.reset();
    void client.resetQueries({ queryKey: ['deliveries', 'list'] });
  };
  const redrivable = search.status === 'dead' && items.length > 0;
  if (isProblem(list.error, 'forbidden')) {
    // Nothing on this page works then, so nothing of it is offered.
    return (
      <Page title={t('nav.deliveries')} lead={t('deliveries.lead')}>
        <ProblemNotice error={list.error} />
      </Page>
    );
  }
  return (
    <Page
      title={t('nav.deliveries')}
      lead={t('deliveries.lead')}
      actions={
        operator && redrivable ? (
          <Button onPress={() => setAsking(true)}>
            <RotateCcw size={15} aria-hidden="true" />
            {t('deliveries.redriveMany')}
          </Button>
        ) : null
      }
    >
      <SilenceNotice />
      {search.status === 'dead' ? null : <DeadNotice />}
      {operator ? null : <Needs what="deliveries.acts" roles={rolesFor.operate} />}
      <DeliveryFilters search={search} onChange={(next) => void navigate({ search: next, replace: true })} />
      {redriven ? (
        <RedriveProgress key={redriven.run} search={search} count={redriven.count} onDone={reload} />
      ) : null}
      <NewRows count={fresh.count} onShow={reload} />
      {list.error ? <ProblemNotice error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Loading /> : null}
      {list.data && items.length === 0 ? (
        <Empty icon={Inbox} title={Object.keys(search).length > 0 ? t('deliveries.noMatch') : t('deliveries.empty')}>
          {Object.keys(search).length > 0 ? t('deliveries.noMatchText') : t('deliveries.emptyText')}
        </Empty>
      ) : null}
      {items.length > 0 ? <DeliveryList items={items} /> : null}
      {items.length > 0 ? <KeyHints /> : null}
      {list.hasNextPage ? (
        <div className={styles['more']}>
          <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {t('list.more')}
          </Button>
        </div>
      ) : null}
      {asking ? (
        <ReasonDialog
          draftKey="redrive.many"
          title={t('deliveries.redriveManyTitle')}
          action={t('deliveries.redriveMany')}
          act={(reason) => redriveMany(search, reason)}
          onClose={() => setAsking(false)}
          onDone={(count) => {
            setAsking(false);
            setRedriven((before) => ({ run: (before?.run ?? 0) + 1, count }));
            refresh(client);
          }}
        >
          <p>{t('deliveries.redriveManyText')}</p>
        </ReasonDialog>
      ) : null}
    </Page>
  );
}
