import { read } from '@promotion-bus/kit/http/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../api/client';
import type { FiguresSearch } from '../model/search';

const DAY_MS = 86_400_000;

export const figuresQuery = ({ project, days }: FiguresSearch) =>
  queryOptions({
    queryKey: ['figures', project ?? '', days ?? '30'],
    queryFn: ({ signal }) => {
      const from = days ? new Date(Date.now() - Number(days) * DAY_MS).toISOString() : undefined;
      return read(
        api.GET('/api/figures', {
          params: { query: { ...(project ? { project } : {}), ...(from ? { from } : {}) } },
          signal,
        }),
      );
    },
    staleTime: 60_000,
  });
