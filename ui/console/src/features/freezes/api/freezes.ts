import { read } from '@promotion-bus/kit/http/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../api/client';
import type { Quarantine } from '../../../api/types';

export const freezeHistoryQuery = () =>
  queryOptions({
    queryKey: ['freezes', 'all'],
    queryFn: ({ signal }) => read(api.GET('/api/freezes', { params: { query: { all: true } }, signal })),
  });

export const quarantineQuery = () =>
  queryOptions({
    queryKey: ['quarantine', 'all'],
    queryFn: ({ signal }) => read(api.GET('/api/quarantine', { params: { query: { all: true } }, signal })),
  });

export function liftQuarantine(id: string, reason: string): Promise<Quarantine> {
  return read(api.POST('/api/quarantine/{id}/lift', { params: { path: { id } }, body: { reason } }));
}
