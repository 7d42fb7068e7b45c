import { RelativeTime } from '@promotion-bus/kit/components/time';
import { buttonClass } from '@promotion-bus/kit/components/button';
import { useRowKeys } from '@promotion-bus/kit/use-row-keys';
import { Link } from '@tanstack/react-router';
import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react';
import type { User } from '../../../api/types';
import { useText } from '../../../i18n/text';
import { initials } from '../model/initials';
import { directionOf, sortedBy, type SortField, type UsersSearch } from '../model/search';
import styles from './user-table.module.css';

interface Props {
  items: readonly User[];
  search: UsersSearch;
  mayWrite: boolean;
  /** The rows belong to the filter before; the new ones are on their way. */
  busy: boolean;
}

/** A real table on wide screens, the same rows as cards on narrow ones. */
export function UserTable({ items, search, mayWrite, busy }: Props) {
  const t = useText();
  const body = useRowKeys<HTMLTableSectionElement>('a[data-row]');
  return (
    <div className={styles['frame']} data-busy={busy || undefined} aria-busy={busy}>
      <table className={styles['table']} aria-label={t('users.title')}>
        <thead className={styles['head']}>
          <tr>
            <Head field="name" search={search} />
            <Head field="email" search={search} />
            <Head field="updatedAt" search={search} />
            <Head field="createdAt" search={search} />
            <th scope="col" className={styles['actions']}>
              <span className="visually-hidden">{t('users.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {items.map((user) => (
            <Row key={user.id} user={user} search={search} mayWrite={mayWrite} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head({ field, search }: { field: SortField; search: UsersSearch }) {
  const t = useText();
  const direction = directionOf(search, field);
  return (
    <th
      scope="col"
      className={styles[field]}
      {...(direction ? { 'aria-sort': direction === 'asc' ? ('ascending' as const) : ('descending' as const) } : {})}
    >
      <Link to="/" search={sortedBy(search, field)} replace className={styles['sort']} data-active={direction ?? undefined}>
        {t(`users.field.${field}`)}
        {direction === 'desc' ? <ArrowDown size={14} aria-hidden="true" /> : <ArrowUp size={14} aria-hidden="true" />}
      </Link>
    </th>
  );
}

function Row({ user, search, mayWrite }: { user: User; search: UsersSearch; mayWrite: boolean }) {
  const t = useText();
  const params = { id: user.id };
  return (
    <tr className={styles['row']}>
      <th scope="row" className={styles['name']}>
        <span className={styles['initials']} aria-hidden="true">
          {initials(user.name)}
        </span>
        <Link to="/users/$id" params={params} search={search} className={styles['open']} data-row>
          {user.name}
        </Link>
      </th>
      <td className={styles['email']}>{user.email}</td>
      <td className={styles['updatedAt']}>
        <span className={styles['caption']}>{t('users.field.updatedAt')} </span>
        <RelativeTime at={user.updatedAt} />
      </td>
      <td className={styles['createdAt']}>
        <RelativeTime at={user.createdAt} />
      </td>
      <td className={styles['actions']}>
        {mayWrite ? (
          <span className={styles['buttons']}>
            <Link
              to="/users/$id"
              params={params}
              search={search}
              className={buttonClass({ variant: 'icon', size: 'small' })}
              aria-label={t('users.edit', { name: user.name })}
            >
              <Pencil size={15} aria-hidden="true" />
            </Link>
            <Link
              to="/users/$id/delete"
              params={params}
              search={search}
              className={buttonClass({ variant: 'icon', size: 'small' })}
              aria-label={t('users.delete', { name: user.name })}
            >
              <Trash2 size={15} aria-hidden="true" />
            </Link>
          </span>
        ) : null}
      </td>
    </tr>
  );
}
