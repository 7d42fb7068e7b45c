import { read } from '@promotion-bus/kit/http/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../api/client';
import type { DeliveriesSearch } from '../model/search';

export const deliveriesQuery = (search: DeliveriesSearch) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', 'list', search],
    queryFn: ({ signal, pageParam }) =>
      read(
        api.GET('/api/deliveries', {
          params: { query: { ...search, limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    refetchOnWindowFocus: false,
    staleTime: Infinity,
  });

/** The newest of a source, to know its usual gap. */
export const recentQuery = (source: 'github' | 'dockerhub') =>
  queryOptions({
    queryKey: ['deliveries', 'recent', source],
    queryFn: ({ signal }) => read(api.GET('/api/deliveries', { params: { query: { source, limit: 30 } }, signal })),
    staleTime: 60_000,
    refetchInterval: 60_000,
  });

export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: ['delivery', id],
    queryFn: ({ signal }) => read(api.GET('/api/deliveries/{id}', { params: { path: { id } }, signal })),
  });

export const deliveryTraceQuery = (id: string) =>
  queryOptions({
    queryKey: ['trace', 'delivery', id],
    queryFn: ({ signal }) => read(api.GET('/api/deliveries/{id}/trace', { params: { path: { id } }, signal })),
  });

/** How many of a filter are not finished yet, capped at a page: the progress of a redrive. */
export const unfinishedQuery = (search: DeliveriesSearch) =>
  queryOptions({
    queryKey: ['deliveries', 'unfinished', search],
    queryFn: async ({ signal }) => {
      const pages = await Promise.all(
        (['new', 'retry', 'running'] as const).map((status) =>
          read(api.GET('/api/deliveries', { params: { query: { ...search, status, limit: 200 } }, signal })),
        ),
      );
      return pages.reduce((sum, page) => sum + page.items.length, 0);
    },
    refetchInterval: ({ state }) => (state.data === 0 ? false : 1500),
  });
