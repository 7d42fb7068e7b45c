import { SelectField, TextLine } from '@promotion-bus/kit/components/field';
import { FilterBox, WideFilter } from '../../../components/filter-box';
import { TypedFilter } from '../../../components/typed-filter';
import { useText } from '../../../i18n/text';
import { toInstant, toLocalField } from '../../../model/local-time';
import { type DeliveriesSearch, sources, statuses } from '../model/search';

export function DeliveryFilters({ search, onChange }: {
  search: DeliveriesSearch;
  onChange: (next: DeliveriesSearch) => void;
}) {
  const t = useText();
  const set = <K extends keyof DeliveriesSearch>(name: K, value: string | undefined) => {
    const { [name]: _, ...rest } = search;
    onChange(value ? { ...rest, [name]: value } : rest);
  };
  return (
    <FilterBox
      label={t('deliveries.filters')}
      used={Object.keys(search).length}
      onClear={() => onChange({})}
      first={<TypedFilter label={t('audit.filter.q')} value={search.q} onChange={(value) => set('q', value)} />}
    >
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
      <WideFilter>
        <TextLine
          type="datetime-local"
          label={t('deliveries.filter.from')}
          value={toLocalField(search.from)}
          onChange={(value) => set('from', toInstant(value))}
        />
      </WideFilter>
      <WideFilter>
        <TextLine
          type="datetime-local"
          label={t('deliveries.filter.to')}
          value={toLocalField(search.to)}
          onChange={(value) => set('to', toInstant(value))}
        />
      </WideFilter>
    </FilterBox>
  );
}
