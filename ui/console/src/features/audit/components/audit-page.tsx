import { Button } from '@promotion-bus/kit/components/button';
import { Empty } from '@promotion-bus/kit/components/empty';
import { Loading } from '@promotion-bus/kit/components/loading';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { isProblem } from '@promotion-bus/kit/http/problem';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ScrollText } from 'lucide-react';
import { KeyHints } from '../../../components/key-hints';
import { NewRows } from '../../../components/new-rows';
import { Page } from '../../../components/page';
import { useText } from '../../../i18n/text';
import { useNewEvents } from '../../../live/live';
import { auditQuery } from '../api/audit';
import { AuditFilters } from './audit-filters';
import { AuditTable } from './audit-table';
import { ExportLinks } from './export-links';
import { SealState } from './seal-state';
import styles from './audit-page.module.css';

const route = getRouteApi('/audit');

export function AuditPage() {
  const t = useText();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const list = useInfiniteQuery(auditQuery(search));
  const events = list.data?.pages.flatMap((page) => page.items) ?? [];
  const fresh = useNewEvents('audit');
  const filtered = Object.keys(search).length > 0;
  if (isProblem(list.error, 'forbidden')) {
    // Nothing on this page works then, so nothing of it is offered.
    return (
      <Page title={t('nav.audit')} lead={t('audit.lead')}>
        <ProblemNotice error={list.error} />
      </Page>
    );
  }
  return (
    <Page title={t('nav.audit')} lead={t('audit.lead')} actions={<ExportLinks search={search} />}>
      <SealState />
      <AuditFilters
        search={search}
        onChange={(next) => void navigate({ search: next, replace: true })}
      />
      <NewRows
        count={search.order === 'asc' ? 0 : fresh.count}
        onShow={() => {
          fresh.reset();
          void client.resetQueries({ queryKey: ['audit', 'list'] });
        }}
      />
      {list.error ? <ProblemNotice error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Loading /> : null}
      {list.data && events.length === 0 ? (
        <Empty icon={ScrollText} title={filtered ? t('audit.noMatch') : t('audit.empty')}>
          {filtered ? t('audit.noMatchText') : t('audit.emptyText')}
        </Empty>
      ) : null}
      {events.length > 0 ? <AuditTable events={events} /> : null}
      {events.length > 0 ? <KeyHints /> : null}
      {list.hasNextPage ? (
        <div className={styles['more']}>
          <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {t('list.more')}
          </Button>
        </div>
      ) : null}
    </Page>
  );
}
