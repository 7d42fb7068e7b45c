import { SelectField } from '@promotion-bus/kit/components/field';
import { Search } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { TypedFilter } from '../../../components/typed-filter';
import { useText } from '../../../i18n/text';
import { changed, DEFAULT_SORT, type Sort, type UsersSearch } from '../model/search';
import styles from './toolbar.module.css';

const orders: readonly Sort[] = [
  'name,asc',
  'name,desc',
  'email,asc',
  'email,desc',
  'updatedAt,desc',
  'updatedAt,asc',
  'createdAt,desc',
  'createdAt,asc',
];

/** Search, and on narrow screens the order, which the table's heads offer on wide ones. The key / leads to the search. */
export function Toolbar({ search, onChange }: { search: UsersSearch; onChange: (next: UsersSearch) => void }) {
  const t = useText();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target;
      const typing = target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
      if (event.key !== '/' || typing || document.querySelector('[role="dialog"]')) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div role="search" aria-label={t('users.search')} className={styles['toolbar']}>
      <div className={styles['search']}>
        <Search size={16} aria-hidden="true" />
        <TypedFilter
          label={t('users.search')}
          placeholder={t('users.searchHint')}
          value={search.q}
          inputRef={field}
          onChange={(q) => onChange(changed(search, { q }))}
        />
      </div>
      <div className={styles['order']}>
        <SelectField
          label={t('users.order')}
          labelHidden
          value={search.sort ?? DEFAULT_SORT}
          choices={orders.map((order) => ({ value: order, label: t(`users.order.${order.replace(',', '.') as OrderKey}`) }))}
          onChange={(sort) => onChange(changed(search, { sort: sort as Sort }))}
        />
      </div>
    </div>
  );
}

type OrderKey = `${'name' | 'email' | 'updatedAt' | 'createdAt'}.${'asc' | 'desc'}`;
