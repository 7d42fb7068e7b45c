import { read } from '@promotion-bus/kit/http/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from './client';

/** Which version answers in which environment; asked again and again, because a promotion may replace it at any time. */
export const versionQuery = () =>
  queryOptions({
    queryKey: ['version'],
    queryFn: ({ signal }) => read(api.GET('/api/version', { signal })),
    refetchInterval: 5000,
    staleTime: 0,
  });
