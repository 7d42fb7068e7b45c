import { read } from '@promotion-bus/kit/http/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../api/client';
import type { Freeze, Quarantine } from '../../../api/types';

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

export interface NewFreeze {
  project: string | null;
  stage: string | null;
  reason: string;
  until: string | null;
}

export function setFreeze(freeze: NewFreeze): Promise<Freeze> {
  return read(api.POST('/api/freezes', { body: freeze }));
}

export function liftFreeze(id: string, reason: string): Promise<Freeze> {
  return read(api.POST('/api/freezes/{id}/lift', { params: { path: { id } }, body: { reason } }));
}

export function setQuarantine(digest: string, reason: string): Promise<Quarantine> {
  return read(api.POST('/api/quarantine', { body: { digest, reason } }));
}

export function liftQuarantine(id: string, reason: string): Promise<Quarantine> {
  return read(api.POST('/api/quarantine/{id}/lift', { params: { path: { id } }, body: { reason } }));
}
