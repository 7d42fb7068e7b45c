import { Button } from './button';
import { Notice } from './notice';
import { OFFLINE, ProblemError } from '../http/problem';
import { useKitText } from '../i18n/use-kit-text';

/** What went wrong, in the server's sentence where it sent one. */
export function ProblemNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useKitText();
  const { title, detail } = useProblemText(error);
  return (
    <Notice
      tone={error instanceof ProblemError && error.slug === OFFLINE ? 'caution' : 'bad'}
      title={title}
      live="polite"
      actions={
        onRetry ? (
          <Button size="small" onPress={onRetry}>
            {t('retry')}
          </Button>
        ) : null
      }
    >
      {detail}
    </Notice>
  );
}

export function useProblemText(error: unknown): { title: string; detail: string | undefined } {
  const t = useKitText();
  if (!(error instanceof ProblemError)) {
    return { title: t('problem.other.title'), detail: error instanceof Error ? error.message : undefined };
  }
  if (error.slug === OFFLINE) return { title: t('problem.offline.title'), detail: t('problem.offline.detail') };
  if (error.slug.startsWith('http-')) {
    return { title: t('problem.other.title'), detail: t('problem.other.detail', { status: error.status }) };
  }
  return { title: error.title, detail: error.detail };
}
