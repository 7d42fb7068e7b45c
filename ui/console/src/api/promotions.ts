import { read } from '@promotion-bus/kit/http/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from './client';

/** The newest promotions of a stage, or of one version wherever it went. */
export const promotionsQuery = (filter: { project?: string; stage?: string; freight?: string }, limit = 20) =>
  queryOptions({
    queryKey: ['promotions', 'list', filter, limit],
    queryFn: ({ signal }) => read(api.GET('/api/promotions', { params: { query: { ...filter, limit } }, signal })),
  });
