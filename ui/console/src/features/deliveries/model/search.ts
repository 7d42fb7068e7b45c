import type { Delivery } from '../../../api/types';

export const statuses = ['new', 'running', 'retry', 'done', 'dead'] as const satisfies readonly Delivery['status'][];
export const sources = ['github', 'dockerhub', 'repair'] as const satisfies readonly Delivery['source'][];

/** The inbox's filters as they stand in the address; names as in the API. */
export interface DeliveriesSearch {
  status?: Delivery['status'];
  source?: Delivery['source'];
  event?: string;
  repository?: string;
  from?: string;
  to?: string;
  q?: string;
}

export function readDeliveriesSearch(raw: Record<string, unknown>): DeliveriesSearch {
  const search: DeliveriesSearch = {};
  const status = statuses.find((each) => each === raw['status']);
  if (status) search.status = status;
  const source = sources.find((each) => each === raw['source']);
  if (source) search.source = source;
  for (const name of ['event', 'repository', 'from', 'to', 'q'] as const) {
    const value = raw[name];
    if (typeof value === 'string' && value.trim()) search[name] = value.trim();
  }
  return search;
}
