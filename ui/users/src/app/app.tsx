import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Gate } from './gate';

export function App({ client }: { client: QueryClient }) {
  return (
    <QueryClientProvider client={client}>
      <Gate />
    </QueryClientProvider>
  );
}
