import { read } from '@promotion-bus/kit/http/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../api/client';
import type { Route } from '../../../api/types';
import { type Seen, seen } from '../model/throughput';

export const routesQuery = () =>
  queryOptions({
    queryKey: ['routes'],
    queryFn: async ({ signal, client, queryKey }) => {
      const { items } = await read(api.GET('/api/routes', { params: { query: { limit: 200 } }, signal }));
      return seen(client.getQueryData<Seen>(queryKey), items, Date.now());
    },
    refetchInterval: 5000,
  });

export function suspendOrResume(route: Route, what: 'suspend' | 'resume', reason: string): Promise<Route> {
  const options = { params: { path: { id: route.id } }, body: { reason } };
  return read(
    what === 'suspend'
      ? api.POST('/api/routes/{id}/suspend', options)
      : api.POST('/api/routes/{id}/resume', options),
  );
}
