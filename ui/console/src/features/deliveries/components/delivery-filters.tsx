import { Button } from '@promotion-bus/kit/components/button';
import { SelectField, TextLine } from '@promotion-bus/kit/components/field';
import { X } from 'lucide-react';
import { TypedFilter } from '../../../components/typed-filter';
import { useText } from '../../../i18n/text';
import { toInstant, toLocalField } from '../../../model/local-time';
import { type DeliveriesSearch, sources, statuses } from '../model/search';
import styles from './delivery-filters.module.css';

export function DeliveryFilters({ search, onChange }: {
  search: DeliveriesSearch;
  onChange: (next: DeliveriesSearch) => void;
}) {
  const t = useText();
  const set = <K extends keyof DeliveriesSearch>(name: K, value: string) => {
    const { [name]: _, ...rest } = search;
    onChange(value ? { ...rest, [name]: value } : rest);
  };
  return (
    <div role="search" className={styles['filters']} aria-label={t('deliveries.filters')}>
      <div className={styles['wide']}>
        <TypedFilter label={t('audit.filter.q')} value={search.q} onChange={(value) => set('q', value)} />
      </div>
      <SelectField
        label={t('deliveries.filter.status')}
        value={search.status ?? ''}
        onChange={(value) => set('status', value)}
        choices={[
          { value: '', label: t('deliveries.filter.anyStatus') },
          ...statuses.map((value) => ({ value, label: t(`delivery.status.${value}`) })),
        ]}
      />
      <SelectField
        label={t('deliveries.filter.source')}
        value={search.source ?? ''}
        onChange={(value) => set('source', value)}
        choices={[
          { value: '', label: t('deliveries.filter.anySource') },
          ...sources.map((value) => ({ value, label: t(`delivery.source.${value}`) })),
        ]}
      />
      <TypedFilter label={t('deliveries.filter.event')} value={search.event} onChange={(value) => set('event', value)} />
      <TypedFilter
        label={t('deliveries.filter.repository')}
        value={search.repository}
        onChange={(value) => set('repository', value)}
      />
      <div className={styles['time']}>
        <TextLine
          type="datetime-local"
          label={t('deliveries.filter.from')}
          value={toLocalField(search.from)}
          onChange={(value) => set('from', toInstant(value) ?? '')}
        />
      </div>
      <div className={styles['time']}>
        <TextLine
          type="datetime-local"
          label={t('deliveries.filter.to')}
          value={toLocalField(search.to)}
          onChange={(value) => set('to', toInstant(value) ?? '')}
        />
      </div>
      {Object.keys(search).length > 0 ? (
        <Button variant="quiet" onPress={() => onChange({})}>
          <X size={15} aria-hidden="true" />
          {t('filters.clear')}
        </Button>
      ) : null}
    </div>
  );
}
