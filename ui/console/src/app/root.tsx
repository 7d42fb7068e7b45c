import { Button } from '@promotion-bus/kit/components/button';
import { Loading } from '@promotion-bus/kit/components/loading';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { isProblem } from '@promotion-bus/kit/http/problem';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { freezesQuery } from '../api/freezes';
import { systemQuery } from '../api/system';
import { useText } from '../i18n/text';
import { LiveProvider } from '../live/live';
import { goToLogin, loginFailed, mayLoginByItself, wantedPath } from '../session/login';
import { meQuery } from '../session/me';
import { Shell } from './shell';
import styles from './root.module.css';
import { Mark } from './mark';

/** Asks who is there; without a session the login starts, with one the shell appears. */
export function Root() {
  const { data: me, error, refetch } = useQuery(meQuery());
  // What the banners say is known before the page is drawn: a banner that comes later pushes everything down.
  const freezes = useQuery({ ...freezesQuery(), enabled: Boolean(me) });
  const system = useQuery({ ...systemQuery(), enabled: Boolean(me) });
  const told = [freezes, system].every(({ isFetched, failureCount }) => isFetched || failureCount > 0);
  if (me && told) {
    return (
      <LiveProvider enabled>
        <Shell me={me} />
      </LiveProvider>
    );
  }
  if (isProblem(error, 'unauthenticated') || (isProblem(error) && error.status === 401)) return <SignIn />;
  return (
    <main className={styles['gate']}>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : <Loading />}
    </main>
  );
}

function SignIn() {
  const t = useText();
  const failed = loginFailed(location.search);
  const [byItself] = useState(() => !failed && mayLoginByItself(Date.now()));
  const here = () => wantedPath(location);
  useEffect(() => {
    if (byItself) goToLogin(wantedPath(location));
  }, [byItself]);
  if (byItself) {
    return (
      <main className={styles['gate']}>
        <Loading />
      </main>
    );
  }
  return (
    <main className={styles['gate']}>
      <Mark size={44} />
      <h1 className={styles['name']}>Promotion Bus</h1>
      <p className={styles['text']}>{failed ? t('login.failed') : t('login.text')}</p>
      <Button variant="primary" size="large" onPress={() => goToLogin(here())}>
        {t('login.action')}
      </Button>
    </main>
  );
}
