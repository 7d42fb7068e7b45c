import { read } from '@promotion-bus/kit/http/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../api/client';

export const lineageQuery = (freight: string) =>
  queryOptions({
    queryKey: ['lineage', freight],
    queryFn: ({ signal }) => read(api.GET('/api/lineage/{freight}', { params: { path: { freight } }, signal })),
  });
