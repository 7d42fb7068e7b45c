import { read } from '@promotion-bus/kit/http/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from './client';

/** Freezes in force; every page shows that there are any. */
export const freezesQuery = () =>
  queryOptions({
    queryKey: ['freezes', 'active'],
    queryFn: ({ signal }) => read(api.GET('/api/freezes', { signal })),
    staleTime: 30_000,
  });
