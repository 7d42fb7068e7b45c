import type { QueryClient } from '@tanstack/react-query';

/** What an act may have changed; the stream says so too, and a person who acted does not wait for it. */
export function refresh(client: QueryClient): void {
  for (const key of ['board', 'why', 'approvals', 'approval', 'promotions', 'lineage', 'freezes', 'quarantine', 'dead-deliveries']) {
    void client.invalidateQueries({ queryKey: [key] });
  }
}
