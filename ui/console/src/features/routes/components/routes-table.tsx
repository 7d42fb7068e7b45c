import { Button } from '@promotion-bus/kit/components/button';
import { Tag } from '@promotion-bus/kit/components/tag';
import { duration } from '@promotion-bus/kit/format/duration';
import { CirclePause, CirclePlay } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Route } from '../../../api/types';
import { useText } from '../../../i18n/text';
import { useHasRole } from '../../../session/me';
import { byFeature, isStarted } from '../model/groups';
import { perMinute, type Seen } from '../model/throughput';
import styles from './routes.module.css';

/** Every route with what it does; on a phone each is a block of its own. */
export function RoutesTable({ seen, onAsk }: { seen: Seen; onAsk: (route: Route) => void }) {
  const t = useText();
  const { i18n } = useTranslation();
  const operator = useHasRole('operator');
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  const rate = (value: number | null) => (value === null ? '–' : t('routes.perMinute', { value: number.format(value) }));
  return (
    <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('nav.routes')}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('routes.route')}</th>
            <th scope="col">{t('routes.state')}</th>
            <th scope="col">{t('routes.throughput')}</th>
            <th scope="col">{t('routes.inflight')}</th>
            <th scope="col">{t('routes.completed')}</th>
            <th scope="col">{t('routes.failed')}</th>
            <th scope="col">p95</th>
            <th scope="col">
              <span className="visually-hidden">{t('routes.actions')}</span>
            </th>
          </tr>
        </thead>
        {byFeature(seen.routes).map((group) => (
          <tbody key={group.feature}>
            <tr>
              <th scope="rowgroup" colSpan={8} className={styles['feature']}>
                {group.feature}
              </th>
            </tr>
            {group.routes.map((route) => (
              <tr key={route.id}>
                <th scope="row" className={styles['id']}>
                  {route.id}
                </th>
                <td data-label={t('routes.state')}>
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
                <td data-label={t('routes.throughput')}>{rate(perMinute(seen, route.id))}</td>
                <td data-label={t('routes.inflight')}>{number.format(route.inflight)}</td>
                <td data-label={t('routes.completed')}>{number.format(route.completed)}</td>
                <td data-label={t('routes.failed')} data-bad={route.failed > 0}>
                  {number.format(route.failed)}
                </td>
                <td data-label="p95">{route.p95Ms == null ? '–' : duration(route.p95Ms)}</td>
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
