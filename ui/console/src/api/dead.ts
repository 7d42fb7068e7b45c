import { read } from '@promotion-bus/kit/http/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from './client';

/** Deliveries that wait for an operator. Asked for now and then, not at every event: storms would ask without end. */
export const deadQuery = () =>
  queryOptions({
    queryKey: ['dead-deliveries'],
    queryFn: ({ signal }) =>
      read(api.GET('/api/deliveries', { params: { query: { status: 'dead', limit: 100 } }, signal })),
    refetchInterval: 30_000,
  });
