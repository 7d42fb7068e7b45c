import { Empty } from '@promotion-bus/kit/components/empty';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { PartyPopper, SquareCheckBig } from 'lucide-react';
import { mineQuery } from '../../../api/mine';
import { Page } from '../../../components/page';
import { useText } from '../../../i18n/text';
import { type Tab, tabs } from '../model/search';
import { ApprovalList } from './approval-list';
import { useApprovals } from './use-approvals';
import styles from './approvals-page.module.css';

const route = getRouteApi('/approvals');

export function ApprovalsPage() {
  const t = useText();
  const { tab = 'mine' } = route.useSearch();
  const mine = useQuery(mineQuery());
  const open = useApprovals('open');
  const counts: Partial<Record<Tab, string>> = {
    ...(mine.data ? { mine: count(mine.data.items.length, Boolean(mine.data.next)) } : {}),
    ...(open.loaded ? { open: count(open.items.length, open.hasMore) } : {}),
  };
  return (
    <Page title={t('nav.approvals')} lead={t('approvals.lead')} width="medium">
      <nav aria-label={t('approvals.tabs')} className={styles['tabs']}>
        {tabs.map((each) => (
          <Link
            key={each}
            to="/approvals"
            search={each === 'mine' ? {} : { tab: each }}
            className={styles['tab']}
            activeProps={{}}
            {...(each === tab ? { 'aria-current': 'page' as const } : { 'aria-current': undefined })}
            data-current={each === tab}
          >
            {t(`approvals.tab.${each}`)}
            {counts[each] === undefined ? null : <span className={styles['count']}>{counts[each]}</span>}
          </Link>
        ))}
      </nav>
      {tab === 'mine' ? (
        <ApprovalList
          items={mine.data?.items ?? []}
          error={mine.error}
          loading={mine.isPending}
          onRetry={() => void mine.refetch()}
          empty={
            <Empty icon={PartyPopper} title={t('approvals.emptyMine.title')}>
              {t('approvals.emptyMine.text')}
            </Empty>
          }
        />
      ) : (
        <TabList tab={tab} />
      )}
    </Page>
  );
}

function TabList({ tab }: { tab: Exclude<Tab, 'mine'> }) {
  const t = useText();
  const list = useApprovals(tab);
  return (
    <ApprovalList
      items={list.items}
      error={list.error}
      loading={!list.loaded}
      onRetry={list.retry}
      {...(list.hasMore ? { onMore: list.more } : {})}
      empty={
        <Empty icon={SquareCheckBig} title={t(`approvals.empty.${tab}`)}>
          {t('approvals.emptyText')}
        </Empty>
      }
    />
  );
}

function count(loaded: number, more: boolean): string {
  return more ? `${loaded}+` : String(loaded);
}
