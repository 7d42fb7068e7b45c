import { buttonClass } from '@promotion-bus/kit/components/button';
import { Download } from 'lucide-react';
import { useText } from '../../../i18n/text';
import { type AuditSearch, exportAddress, filterOf } from '../model/search';

/** Downloads of exactly what is filtered; without a filter the NDJSON carries the seals. */
export function ExportLinks({ search }: { search: AuditSearch }) {
  const t = useText();
  return (['ndjson', 'csv'] as const).map((format) => (
    <a key={format} className={buttonClass({ size: 'small' })} href={exportAddress(filterOf(search), format)} download>
      <Download size={14} aria-hidden="true" />
      {t('audit.export', { format: format.toUpperCase() })}
    </a>
  ));
}
