import { read } from '@promotion-bus/kit/http/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../api/client';
import type { Approval } from '../../../api/types';
import { isOver } from '../model/outcome';

/** The newest promotion a request led to, followed until it is over: the stream wakes it, a slow poll backs it up. */
export const promotionQuery = (request: Approval) =>
  queryOptions({
    queryKey: ['promotions', 'request', request.id],
    queryFn: async ({ signal }) => {
      const { project, stage, freight } = request;
      const page = await read(api.GET('/api/promotions', { params: { query: { project, stage, freight } }, signal }));
      return page.items.find((promotion) => promotion.request === request.id) ?? request.promotion ?? null;
    },
    refetchInterval: ({ state }) => (state.data && isOver(state.data.phase) ? false : 3000),
  });
