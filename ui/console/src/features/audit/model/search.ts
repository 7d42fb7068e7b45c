/** The audit page's filters as they stand in the address; names as in the API. */
export const filterNames = ['actor', 'action', 'project', 'stage', 'freight', 'delivery', 'from', 'to', 'q'] as const;
export type AuditFilterName = (typeof filterNames)[number];
export type AuditFilter = Partial<Record<AuditFilterName, string>>;

export interface AuditSearch extends AuditFilter {
  order?: 'asc';
}

export function readAuditSearch(raw: Record<string, unknown>): AuditSearch {
  const search: AuditSearch = {};
  for (const name of filterNames) {
    const value = raw[name];
    if (typeof value === 'string' && value.trim()) search[name] = value.trim();
  }
  if (raw['order'] === 'asc') search.order = 'asc';
  return search;
}

export function filterOf({ order: _, ...filter }: AuditSearch): AuditFilter {
  return filter;
}

/** Where the same events can be downloaded. */
export function exportAddress(filter: AuditFilter, format: 'ndjson' | 'csv'): string {
  return `/api/audit/export?${new URLSearchParams({ format, ...filter }).toString()}`;
}
