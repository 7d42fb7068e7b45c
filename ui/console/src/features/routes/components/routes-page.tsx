import { Empty } from '@promotion-bus/kit/components/empty';
import { Loading } from '@promotion-bus/kit/components/loading';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Spline } from 'lucide-react';
import { useState } from 'react';
import type { Route } from '../../../api/types';
import { Needs } from '../../../components/needs';
import { Page } from '../../../components/page';
import { ReasonDialog } from '../../../components/reason-dialog';
import { useText } from '../../../i18n/text';
import { rolesFor } from '../../../model/acts';
import { useHasRole } from '../../../session/me';
import { routesQuery, suspendOrResume } from '../api/routes';
import { isStarted } from '../model/groups';
import { RoutesTable } from './routes-table';

export function RoutesPage() {
  const t = useText();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(routesQuery());
  const operator = useHasRole('operator');
  const [asked, setAsked] = useState<Route | null>(null);
  const what = asked && isStarted(asked) ? 'suspend' : 'resume';
  return (
    <Page title={t('nav.routes')} lead={t('routes.lead')}>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && data.routes.length === 0 ? (
        <Empty icon={Spline} title={t('routes.empty')}>
          {t('routes.emptyText')}
        </Empty>
      ) : null}
      {data && data.routes.length > 0 ? <RoutesTable seen={data} onAsk={setAsked} /> : null}
      {operator ? null : <Needs what="routes.acts" roles={rolesFor.operate} />}
      {asked ? (
        <ReasonDialog
          draftKey={`route.${asked.id}`}
          title={t(`routes.${what}Title`, { route: asked.id })}
          action={t(`routes.${what}`)}
          act={(reason) => suspendOrResume(asked, what, reason)}
          onClose={() => setAsked(null)}
          onDone={() => {
            setAsked(null);
            void client.invalidateQueries({ queryKey: ['routes'] });
          }}
        >
          <p>{t(`routes.${what}Text`)}</p>
        </ReasonDialog>
      ) : null}
    </Page>
  );
}
