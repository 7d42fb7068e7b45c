import { read } from '@promotion-bus/kit/http/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../api/client';
import type { AuditSearch } from '../model/search';

export const auditQuery = (search: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: ['audit', 'list', search],
    queryFn: ({ signal, pageParam }) =>
      read(
        api.GET('/api/audit', {
          params: { query: { ...search, limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    // Rows do not move under the pointer; the page says how many are new and reads them when asked.
    refetchOnWindowFocus: false,
    staleTime: Infinity,
  });

export const verifyQuery = () =>
  queryOptions({
    queryKey: ['audit-verify'],
    queryFn: ({ signal }) => read(api.GET('/api/audit/verify', { signal })),
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
  });

export const eventTraceQuery = (id: string) =>
  queryOptions({
    queryKey: ['trace', 'event', id],
    queryFn: ({ signal }) => read(api.GET('/api/audit/{id}/trace', { params: { path: { id } }, signal })),
  });
