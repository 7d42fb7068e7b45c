import { read } from '@promotion-bus/kit/http/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../api/client';
import type { Approval } from '../../../api/types';

export const approvalQuery = (id: string) =>
  queryOptions({
    queryKey: ['approval', id],
    queryFn: ({ signal }) => read(api.GET('/api/approvals/{id}', { params: { path: { id } }, signal })),
  });

export const approvalsQuery = (state: Approval['state']) =>
  infiniteQueryOptions({
    queryKey: ['approvals', 'state', state],
    queryFn: ({ signal, pageParam }) =>
      read(
        api.GET('/api/approvals', {
          params: { query: { state, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });
