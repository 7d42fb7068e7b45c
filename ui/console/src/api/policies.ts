import { read } from '@promotion-bus/kit/http/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from './client';

/** What each stage asks for, and the policies that cannot be followed with the reason. */
export const policiesQuery = () =>
  queryOptions({
    queryKey: ['policies'],
    queryFn: ({ signal }) => read(api.GET('/api/policies', { params: { query: { limit: 200 } }, signal })),
    staleTime: 60_000,
  });
