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
    queryFn: ({ signal }) => read(api.GET('/api/deliveries', { params: { query: { source, limit: 100 } }, signal })),
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

export interface Progress {
  /** Still waiting or under way. */
  left: number;
  /** Ended badly (again). */
  dead: number;
}

/** How a redrive of a filter goes, capped at a page of each state; asked again until nothing is left. */
export const progressQuery = (search: DeliveriesSearch) =>
  queryOptions({
    queryKey: ['deliveries', 'progress', search],
    queryFn: async ({ signal }): Promise<Progress> => {
      const count = async (status: 'new' | 'retry' | 'running' | 'dead') =>
        (await read(api.GET('/api/deliveries', { params: { query: { ...search, status, limit: 200 } }, signal }))).items
          .length;
      const [dead, ...unfinished] = await Promise.all([count('dead'), count('new'), count('retry'), count('running')]);
      return { dead, left: unfinished.reduce((sum, each) => sum + each, 0) };
    },
    gcTime: 0,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.left === 0 ? false : 1500),
  });
