import { buttonClass } from '@promotion-bus/kit/components/button';
import { SelectField } from '@promotion-bus/kit/components/field';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { UserPage } from '../../../api/types';
import { useText } from '../../../i18n/text';
import { changed, DEFAULT_SIZE, readUsersSearch, sizes, type UsersSearch } from '../model/search';
import styles from './pager.module.css';

const route = getRouteApi('/list');

/** Which rows of how many, a page on or back, and how many at a time. */
export function Pager({ page, search }: { page: UserPage; search: UsersSearch }) {
  const t = useText();
  const navigate = route.useNavigate();
  const current = page.page + 1;
  const first = page.page * page.size + 1;
  return (
    <nav className={styles['pager']} aria-label={t('pager.label')}>
      <p className={styles['range']}>
        {t('pager.range', { first, last: first + page.items.length - 1, total: page.totalItems })}
      </p>
      <SelectField
        label={t('pager.size')}
        labelHidden
        value={String(search.size ?? DEFAULT_SIZE)}
        choices={sizes.map((size) => ({ value: String(size), label: t('pager.perPage', { count: size }) }))}
        onChange={(size) => void navigate({ to: '/', search: changed(search, { size: Number(size) }), replace: true })}
      />
      <div className={styles['turn']}>
        <Turn label={t('pager.before')} to={current > 1 ? current - 1 : null} search={search}>
          <ChevronLeft size={17} aria-hidden="true" />
        </Turn>
        <span className={styles['number']}>{t('pager.page', { page: current, pages: Math.max(page.totalPages, 1) })}</span>
        <Turn label={t('pager.next')} to={current < page.totalPages ? current + 1 : null} search={search}>
          <ChevronRight size={17} aria-hidden="true" />
        </Turn>
      </div>
    </nav>
  );
}

function Turn({ label, to, search, children }: {
  label: string;
  to: number | null;
  search: UsersSearch;
  children: ReactNode;
}) {
  const look = buttonClass({ variant: 'secondary' });
  if (to === null) {
    return (
      <span className={`${look} ${styles['off']}`} role="link" aria-disabled="true" aria-label={label}>
        {children}
      </span>
    );
  }
  return (
    <Link to="/" search={readUsersSearch({ ...search, page: to })} className={`${look} ${styles['step']}`} aria-label={label}>
      {children}
    </Link>
  );
}
