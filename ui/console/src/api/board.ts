import { read } from '@promotion-bus/kit/http/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from './client';

export const boardQuery = () =>
  queryOptions({
    queryKey: ['board'],
    queryFn: ({ signal }) => read(api.GET('/api/board', { signal })),
    // The stream says what changes; sentences that count the minutes grow old without a change.
    refetchInterval: 60_000,
  });
