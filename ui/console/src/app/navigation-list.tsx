import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { deadQuery } from '../api/dead';
import { freezesQuery } from '../api/freezes';
import { mineQuery } from '../api/mine';
import type { Me } from '../api/types';
import { type TextKey, useText } from '../i18n/text';
import { type Destination, destinationsFor } from './navigation';
import styles from './shell.module.css';

interface Counted {
  label: TextKey;
  count: number;
  more: boolean;
  /** Waits for the reader, not only worth knowing. */
  calls: boolean;
}

export function Navigation({ me }: { me: Me }) {
  const t = useText();
  const destinations = destinationsFor(me);
  const counts = useCounts(destinations);
  return (
    <nav aria-label={t('shell.navigation')}>
      <ul className={styles['nav']}>
        {destinations.map(({ to, label, icon: Icon }) => {
          const counted = counts[to];
          return (
            <li key={to}>
              <Link to={to} className={styles['link']} activeOptions={{ exact: to === '/', includeSearch: false }}>
                <Icon size={17} aria-hidden="true" />
                {t(label)}
                {counted && counted.count > 0 ? (
                  <span className={styles['count']} data-calls={counted.calls}>
                    <span aria-hidden="true">{counted.more ? `${counted.count}+` : counted.count}</span>
                    <span className="visually-hidden">{t(counted.label, { count: counted.count })}</span>
                  </span>
                ) : null}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** What waits on each page: decisions for the reader, freezes in force, deliveries that nobody has looked after. */
function useCounts(destinations: readonly Destination[]): Partial<Record<Destination['to'], Counted>> {
  const { data: mine } = useQuery(mineQuery());
  const { data: freezes } = useQuery(freezesQuery());
  const reads = destinations.some(({ to }) => to === '/deliveries');
  const { data: dead } = useQuery({ ...deadQuery(), enabled: reads });
  return {
    '/approvals': { label: 'nav.waiting', count: mine?.items.length ?? 0, more: Boolean(mine?.next), calls: true },
    '/freezes': {
      label: 'nav.frozen',
      count: freezes?.items.filter(({ liftedAt }) => !liftedAt).length ?? 0,
      more: Boolean(freezes?.next),
      calls: false,
    },
    '/deliveries': { label: 'nav.dead', count: dead?.items.length ?? 0, more: Boolean(dead?.next), calls: false },
  };
}
