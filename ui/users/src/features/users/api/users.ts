import { read } from '@promotion-bus/kit/http/client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../../api/client';
import { queryOf, type UsersSearch } from '../model/search';

/** Every page of the list, whatever its filters. */
export const listKey = ['users', 'list'];

/** A page of users. The page before stays in sight until the next one is there. */
export const usersQuery = (search: UsersSearch) =>
  queryOptions({
    queryKey: [...listKey, queryOf(search)],
    queryFn: ({ signal }) => read(api.GET('/api/users', { params: { query: queryOf(search) }, signal })),
    placeholderData: keepPreviousData,
  });

export const userQuery = (id: string) =>
  queryOptions({
    queryKey: ['users', 'one', id],
    queryFn: ({ signal }) => read(api.GET('/api/users/{id}', { params: { path: { id } }, signal })),
    // A form begins with what is stored now, and is not changed under the person who types.
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
