import { SelectField, TextLine } from '@promotion-bus/kit/components/field';
import { FilterBox, WideFilter } from '../../../components/filter-box';
import { TypedFilter } from '../../../components/typed-filter';
import { useText } from '../../../i18n/text';
import { toInstant, toLocalField } from '../../../model/local-time';
import { groups, isKnown } from '../model/actions';
import type { AuditFilterName, AuditSearch } from '../model/search';

/** Filters live in the address, so a search can be sent to somebody. */
export function AuditFilters({ search, onChange }: { search: AuditSearch; onChange: (next: AuditSearch) => void }) {
  const t = useText();
  const set = (name: AuditFilterName, value: string | undefined) => {
    const { [name]: _, ...rest } = search;
    onChange(value ? { ...rest, [name]: value } : rest);
  };
  return (
    <FilterBox
      label={t('audit.filters')}
      used={Object.keys(search).length}
      onClear={() => onChange({})}
      first={<TypedFilter label={t('audit.filter.q')} value={search.q} onChange={(value) => set('q', value)} />}
    >
      <SelectField
        label={t('audit.filter.action')}
        value={search.action ?? ''}
        onChange={(value) => set('action', value)}
        choices={[
          { value: '', label: t('audit.filter.anyAction') },
          ...groups.map((group) => ({ value: group, label: t(`action.group.${group}` as never) })),
          ...(search.action && !groups.includes(search.action)
            ? [{ value: search.action, label: isKnown(search.action) ? t(`action.${search.action}`) : search.action }]
            : []),
        ]}
      />
      <TypedFilter label={t('audit.filter.actor')} value={search.actor} onChange={(value) => set('actor', value)} />
      <TypedFilter label={t('audit.filter.project')} value={search.project} onChange={(value) => set('project', value)} />
      <TypedFilter label={t('audit.filter.stage')} value={search.stage} onChange={(value) => set('stage', value)} />
      <TypedFilter label={t('audit.filter.freight')} value={search.freight} onChange={(value) => set('freight', value)} />
      <WideFilter>
        <TextLine
          type="datetime-local"
          label={t('audit.filter.from')}
          value={toLocalField(search.from)}
          onChange={(value) => set('from', toInstant(value))}
        />
      </WideFilter>
      <WideFilter>
        <TextLine
          type="datetime-local"
          label={t('audit.filter.to')}
          value={toLocalField(search.to)}
          onChange={(value) => set('to', toInstant(value))}
        />
      </WideFilter>
    </FilterBox>
  );
}
