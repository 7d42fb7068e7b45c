import { read } from '@promotion-bus/kit/http/client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import { sessionAlive } from './session';

export type Role = 'qa' | 'po' | 'operator' | 'auditor' | 'viewer' | 'break-glass';

export const meQuery = () =>
  queryOptions({
    queryKey: ['me'],
    queryFn: async ({ signal }) => {
      const me = await read(api.GET('/api/me', { signal }));
      sessionAlive();
      return me;
    },
    staleTime: 60_000,
  });

/** Whether the signed-in person has one of the roles. The server decides; this only spares dead ends. */
export function useHasRole(...roles: Role[]): boolean {
  const { data } = useQuery(meQuery());
  return data ? roles.some((role) => data.roles.includes(role)) : false;
}
