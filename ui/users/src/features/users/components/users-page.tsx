import { Button, buttonClass } from '@promotion-bus/kit/components/button';
import { Empty } from '@promotion-bus/kit/components/empty';
import { Loading } from '@promotion-bus/kit/components/loading';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet, useMatch } from '@tanstack/react-router';
import { FileQuestion, SearchX, UserPlus, UsersRound } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useText } from '../../../i18n/text';
import { useMayWrite } from '../../../session/session';
import { usersQuery } from '../api/users';
import { changed } from '../model/search';
import { Pager } from './pager';
import { SaidNotice } from './said-notice';
import { Toolbar } from './toolbar';
import { useReturnFocus } from './use-return-focus';
import { UserTable } from './user-table';
import styles from './users-page.module.css';

const route = getRouteApi('/list');

export function UsersPage() {
  const t = useText();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayWrite = useMayWrite();
  const list = useQuery(usersQuery(search));
  const page = list.data;
  const heading = useRef<HTMLHeadingElement>(null);
  const inDialog = !useMatch({ from: '/list/', shouldThrow: false });
  useReturnFocus(inDialog, heading);
  useEffect(() => {
    document.title = t('users.title');
  }, [t]);
  return (
    <div className={styles['page']}>
      <header className={styles['header']}>
        <div>
          <h1 ref={heading} tabIndex={-1} className={styles['title']}>{t('users.title')}</h1>
          <p className={styles['lead']} role="status">
            {page ? t(search.q ? 'users.found' : 'users.count', { count: page.totalItems }) : '\u00a0'}
          </p>
        </div>
        {mayWrite ? (
          <Link to="/new" search={search} className={buttonClass({ variant: 'primary' })}>
            <UserPlus size={16} aria-hidden="true" />
            {t('users.create')}
          </Link>
        ) : (
          <p className={styles['reader']}>{t('users.reader')}</p>
        )}
      </header>
      <SaidNotice />
      <Toolbar search={search} onChange={(next) => void navigate({ to: '/', search: next, replace: true })} />
      {list.error ? <ProblemNotice error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Loading /> : null}
      {page && page.items.length > 0 ? (
        <>
          <UserTable items={page.items} search={search} mayWrite={mayWrite} busy={list.isPlaceholderData} />
          <Pager page={page} search={search} />
        </>
      ) : null}
      {page && page.items.length === 0 && page.totalItems > 0 ? (
        <Empty icon={FileQuestion} title={t('users.beyond')}>
          <Link to="/" search={changed(search, {})}>
            {t('users.toFirst')}
          </Link>
        </Empty>
      ) : null}
      {page && page.totalItems === 0 && search.q ? (
        <Empty icon={SearchX} title={t('users.noMatch', { q: search.q })}>
          <p>{t('users.noMatchText')}</p>
          <Button onPress={() => void navigate({ to: '/', search: changed({ ...search, q: '' }, {}) })}>{t('users.clear')}</Button>
        </Empty>
      ) : null}
      {page && page.totalItems === 0 && !search.q ? (
        <Empty icon={UsersRound} title={t('users.empty')}>
          {mayWrite ? t('users.emptyText') : t('users.emptyReader')}
        </Empty>
      ) : null}
      <Outlet />
    </div>
  );
}
