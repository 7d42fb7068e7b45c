import { Button } from '@promotion-bus/kit/components/button';
import { Empty } from '@promotion-bus/kit/components/empty';
import { Loading } from '@promotion-bus/kit/components/loading';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { Tag } from '@promotion-bus/kit/components/tag';
import { duration } from '@promotion-bus/kit/format/duration';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CirclePause, CirclePlay, Spline } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Route } from '../../../api/types';
import { Page } from '../../../components/page';
import { ReasonDialog } from '../../../components/reason-dialog';
import { useText } from '../../../i18n/text';
import { useHasRole } from '../../../session/me';
import { routesQuery, suspendOrResume } from '../api/routes';
import { byFeature, isStarted } from '../model/groups';
import styles from './routes.module.css';

export function RoutesPage() {
  const t = useText();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(routesQuery());
  const [asked, setAsked] = useState<Route | null>(null);
  const what = asked && isStarted(asked) ? 'suspend' : 'resume';
  return (
    <Page title={t('nav.routes')} lead={t('routes.lead')}>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && data.items.length === 0 ? <Empty icon={Spline} title={t('routes.empty')} /> : null}
      {data && data.items.length > 0 ? <RoutesTable routes={data.items} onAsk={setAsked} /> : null}
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

function RoutesTable({ routes, onAsk }: { routes: readonly Route[]; onAsk: (route: Route) => void }) {
  const t = useText();
  const { i18n } = useTranslation();
  const operator = useHasRole('operator');
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('nav.routes')}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('routes.route')}</th>
            <th scope="col">{t('routes.state')}</th>
            <th scope="col">{t('routes.inflight')}</th>
            <th scope="col">{t('routes.completed')}</th>
            <th scope="col">{t('routes.failed')}</th>
            <th scope="col">p95</th>
            <th scope="col">
              <span className="visually-hidden">{t('routes.actions')}</span>
            </th>
          </tr>
        </thead>
        {byFeature(routes).map((group) => (
          <tbody key={group.feature}>
            <tr>
              <th scope="rowgroup" colSpan={7} className={styles['feature']}>
                {group.feature}
              </th>
            </tr>
            {group.routes.map((route) => (
              <tr key={route.id}>
                <th scope="row" className={styles['id']}>
                  {route.id}
                </th>
                <td>
                  {isStarted(route) ? (
                    <Tag tone="good" icon={CirclePlay} bare>
                      {t('routes.started')}
                    </Tag>
                  ) : (
                    <Tag tone="caution" icon={CirclePause} bare>
                      {t('routes.suspended')}
                    </Tag>
                  )}
                </td>
                <td>{number.format(route.inflight)}</td>
                <td>{number.format(route.completed)}</td>
                <td data-bad={route.failed > 0}>{number.format(route.failed)}</td>
                <td>{route.p95Ms == null ? '–' : duration(route.p95Ms)}</td>
                <td>
                  {operator ? (
                    <Button
                      size="small"
                      aria-label={`${t(isStarted(route) ? 'routes.suspend' : 'routes.resume')} ${route.id}`}
                      onPress={() => onAsk(route)}
                    >
                      {t(isStarted(route) ? 'routes.suspend' : 'routes.resume')}
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
