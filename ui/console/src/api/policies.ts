import { read } from '@promotion-bus/kit/http/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from './client';
import type { Policy } from './types';

/** What each stage asks for, and the policies that cannot be followed with the reason; all of them, page by page. */
export const policiesQuery = () =>
  queryOptions({
    queryKey: ['policies'],
    queryFn: async ({ signal }): Promise<{ items: Policy[] }> => {
      const items: Policy[] = [];
      let cursor: string | null | undefined;
      do {
        const query = { limit: 200, ...(cursor ? { cursor } : {}) };
        const page = await read(api.GET('/api/policies', { params: { query }, signal }));
        items.push(...page.items);
        cursor = page.next;
      } while (cursor);
      return { items };
    },
    staleTime: 60_000,
  });
