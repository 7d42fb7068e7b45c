import { type QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { versionQuery } from '../api/version';
import { useText } from '../i18n/text';

export function App({ client }: { client: QueryClient }) {
  return (
    <QueryClientProvider client={client}>
      <Front />
    </QueryClientProvider>
  );
}

function Front() {
  const t = useText();
  const { data: version } = useQuery(versionQuery());
  return (
    <main>
      <h1>{t('app.name')}</h1>
      {version ? <p>{t('version.label', { environment: version.environment, version: version.version })}</p> : null}
    </main>
  );
}
