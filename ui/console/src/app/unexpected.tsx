import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { Page } from '../components/page';
import { useText } from '../i18n/text';

/** A page that failed to draw, most often because a new version of the console replaced the files it asked for. */
export function Unexpected({ error }: { error: unknown }) {
  const t = useText();
  return (
    <main>
      <Page title={t('unexpected.title')} width="narrow">
        <ProblemNotice error={error} onRetry={() => location.reload()} />
      </Page>
    </main>
  );
}
