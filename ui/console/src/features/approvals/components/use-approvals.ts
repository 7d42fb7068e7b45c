import { useInfiniteQuery } from '@tanstack/react-query';
import type { Approval } from '../../../api/types';
import { approvalsQuery } from '../api/approvals';
import { mergeNewestFirst } from '../model/merge';
import { statesOf, type Tab } from '../model/search';

/** The requests of a tab: up to three states, each paged by the server, as one list. */
export function useApprovals(tab: Exclude<Tab, 'mine'>) {
  const states = statesOf[tab];
  const first = useList(states[0]);
  const second = useList(states[1]);
  const third = useList(states[2]);
  const used = [first, second, third].slice(0, states.length);
  const { items, hasMore } = mergeNewestFirst(
    used.map((list) => ({ items: list.data?.pages.flatMap((page) => page.items) ?? [], hasMore: list.hasNextPage })),
  );
  return {
    items,
    hasMore,
    loaded: used.every((list) => !list.isPending),
    error: used.find((list) => list.error)?.error ?? null,
    retry: () => used.forEach((list) => void list.refetch()),
    more: () => used.filter((list) => list.hasNextPage).forEach((list) => void list.fetchNextPage()),
  };
}

function useList(state: Approval['state'] | undefined) {
  return useInfiniteQuery({ ...approvalsQuery(state ?? 'open'), enabled: state !== undefined });
}
