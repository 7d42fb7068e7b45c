export interface Loaded<T> {
  items: readonly T[];
  /** Older ones exist that are not loaded. */
  hasMore: boolean;
}

/**
 * One list, newest first, from several that are each newest first. It ends where an incomplete list ends: beyond that
 * point something not loaded yet could belong in between.
 */
export function mergeNewestFirst<T extends { createdAt: string }>(lists: readonly Loaded<T>[]): Loaded<T> {
  const limit = Math.max(
    ...lists
      .filter(({ hasMore }) => hasMore)
      .map(({ items }) => (items.length > 0 ? Date.parse(items[items.length - 1]!.createdAt) : Infinity)),
    -Infinity,
  );
  const items = lists
    .flatMap((list) => list.items)
    .filter((item) => Date.parse(item.createdAt) >= limit)
    .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
  return { items, hasMore: lists.some(({ hasMore }) => hasMore) };
}
