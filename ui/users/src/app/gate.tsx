import { Button } from '@promotion-bus/kit/components/button';
import { Loading } from '@promotion-bus/kit/components/loading';
import { Notice } from '@promotion-bus/kit/components/notice';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { OFFLINE, ProblemError } from '@promotion-bus/kit/http/problem';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { configQuery } from '../api/config';
import { Mark } from '../components/mark';
import { type Config, ConfigError } from '../config/config';
import { VersionBadge } from '../features/version/components/version-badge';
import { useText } from '../i18n/text';
import { mayLoginByItself } from '../session/paths';
import { hasLeft, logIn, openSession, useSession } from '../session/session';
import styles from './gate.module.css';

// Asked for while the session is still being taken up.
const pages = () => import('./pages');
const Pages = lazy(pages);

/** Reads where this is and who is there; without a session the login starts, with one the pages appear. */
export function Gate() {
  const config = useQuery(configQuery());
  if (config.data) return <Session config={config.data} />;
  return <Front>{config.error ? <Away error={config.error} onRetry={() => void config.refetch()} /> : <Loading />}</Front>;
}

function Session({ config }: { config: Config }) {
  const opened = useQuery({
    queryKey: ['session', config.issuer],
    queryFn: () => openSession(config),
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
  });
  const session = useSession();
  if (session.state !== 'none') {
    return (
      <Suspense fallback={<Front>{<Loading />}</Front>}>
        <Pages />
      </Suspense>
    );
  }
  if (opened.isPending) return <Front>{<Loading />}</Front>;
  return <SignIn failure={opened.error} />;
}

function SignIn({ failure }: { failure: Error | null }) {
  const t = useText();
  const [byItself] = useState(() => !failure && isSecureContext && !hasLeft() && mayLoginByItself(Date.now()));
  const [problem, setProblem] = useState<unknown>(null);
  const start = () => {
    setProblem(null);
    logIn(location.pathname + location.search).catch(setProblem);
  };
  useEffect(() => {
    if (!byItself) return;
    void pages();
    logIn(location.pathname + location.search).catch(setProblem);
  }, [byItself]);
  if (!isSecureContext) return <Front>{<Notice tone="bad" title={t('login.insecure')}>{t('login.insecureText')}</Notice>}</Front>;
  if (problem) return <Front>{<Away error={problem} onRetry={start} />}</Front>;
  if (byItself) return <Front>{<Loading />}</Front>;
  return (
    <Front>
      <p className={styles['text']}>{failure ? t('login.failed') : t('login.text')}</p>
      <Button variant="primary" size="large" onPress={start}>
        {t('login.action')}
      </Button>
    </Front>
  );
}

function Away({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useText();
  if (error instanceof ConfigError) {
    return (
      <Notice tone="bad" title={t('config.wrong')} live="polite">
        {error.message}
      </Notice>
    );
  }
  const shown = error instanceof TypeError ? new ProblemError(OFFLINE, 0, OFFLINE) : error;
  return <ProblemNotice error={shown} onRetry={onRetry} />;
}

function Front({ children }: { children: ReactNode }) {
  const t = useText();
  return (
    <main className={styles['gate']}>
      <Mark size={44} />
      <h1 className={styles['name']}>{t('app.name')}</h1>
      <VersionBadge />
      {children}
    </main>
  );
}
