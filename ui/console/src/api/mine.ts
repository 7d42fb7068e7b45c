import { read } from '@promotion-bus/kit/http/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from './client';

/** Open requests the signed-in person may decide; the navigation counts them and the board marks them. */
export const mineQuery = () =>
  queryOptions({
    queryKey: ['approvals', 'mine'],
    queryFn: ({ signal }) => read(api.GET('/api/approvals', { params: { query: { mine: true } }, signal })),
  });
