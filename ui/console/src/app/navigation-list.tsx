import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Me } from '../api/types';
import { mineQuery } from '../api/mine';
import { useText } from '../i18n/text';
import { destinationsFor } from './navigation';
import styles from './shell.module.css';

export function Navigation({ me }: { me: Me }) {
  const t = useText();
  const { data: mine } = useQuery(mineQuery());
  const waiting = mine?.items.length ?? 0;
  return (
    <nav aria-label={t('shell.navigation')}>
      <ul className={styles['nav']}>
        {destinationsFor(me).map(({ to, label, icon: Icon }) => (
          <li key={to}>
            <Link to={to} className={styles['link']} activeOptions={{ exact: to === '/', includeSearch: false }}>
              <Icon size={17} aria-hidden="true" />
              {t(label)}
              {to === '/approvals' && waiting > 0 ? (
                <span className={styles['count']}>
                  <span aria-hidden="true">{mine?.next ? `${waiting}+` : waiting}</span>
                  <span className="visually-hidden">{t('nav.waiting', { count: waiting })}</span>
                </span>
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
