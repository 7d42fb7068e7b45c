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

/** `2026-10-01T14:02` of the viewer's zone as an instant for the API; anything else is no limit. */
export function toInstant(local: string): string | undefined {
  const at = Date.parse(local);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** An instant as a date and time field of the viewer's zone shows it. */
export function toLocalField(instant: string | undefined): string {
  if (!instant) return '';
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
