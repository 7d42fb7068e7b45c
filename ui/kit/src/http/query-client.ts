import { QueryClient } from '@tanstack/react-query';
import { isTransient } from './problem';

/**
 * Server state: what the other side decided is never asked again, an absence is retried twice with patience. Without a
 * network a call fails at once instead of waiting silently: a decision must never be sent minutes after it was pressed.
 */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => count < 2 && isTransient(error),
        retryDelay: (count) => 500 * 2 ** count,
        refetchOnWindowFocus: true,
        refetchOnReconnect: true,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
