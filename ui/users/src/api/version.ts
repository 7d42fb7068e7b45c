import { read } from '@promotion-bus/kit/http/client';
import { queryOptions } from '@tanstack/react-query';
import { openApi } from './client';

const EVERY_MS = 4000;

/** Which version answers in which environment; asked again and again, because a promotion may replace it at any time. */
export const versionQuery = () =>
  queryOptions({
    queryKey: ['version'],
    queryFn: ({ signal }) => read(openApi.GET('/api/version', { signal })),
    refetchInterval: EVERY_MS,
    refetchIntervalInBackground: false,
    retry: false,
    staleTime: 0,
  });
