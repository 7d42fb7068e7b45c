import { Button } from '@promotion-bus/kit/components/button';
import { Notice } from '@promotion-bus/kit/components/notice';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { isProblem, OFFLINE } from '@promotion-bus/kit/http/problem';
import { Link } from '@tanstack/react-router';
import { useText } from '../../../i18n/text';
import { sameOrigin } from '../../../model/safe-href';
import { goToLogin } from '../../../session/login';

/** Why the decision was not taken, and the next step where there is one. */
export function DecisionProblem({ error }: { error: Error }) {
  const t = useText();
  if (isProblem(error, OFFLINE)) {
    return (
      <Notice tone="caution" live="assertive" title={t('approval.lostAnswer')}>
        {t('approval.lostAnswerText')}
      </Notice>
    );
  }
  if (isProblem(error, 'unauthenticated', 'csrf')) {
    return (
      <Notice
        tone="caution"
        live="assertive"
        title={t('session.lost')}
        actions={
          <Button size="small" onPress={() => goToLogin(location.pathname)}>
            {t('session.again')}
          </Button>
        }
      >
        {t('session.lostText')}
      </Notice>
    );
  }
  if (isProblem(error, 'step-up')) {
    const login = sameOrigin(error.members['login'], location.origin);
    return (
      <Notice
        tone="caution"
        live="assertive"
        title={error.title}
        actions={
          login ? (
            <a href={login}>{t('session.again')}</a>
          ) : (
            <Button size="small" onPress={() => goToLogin(location.pathname)}>
              {t('session.again')}
            </Button>
          )
        }
      >
        {error.detail}
      </Notice>
    );
  }
  if (isProblem(error, 'superseded') && typeof error.members['by'] === 'string') {
    return (
      <Notice
        tone="caution"
        live="assertive"
        title={error.title}
        actions={
          <Link to="/approvals/$id" params={{ id: error.members['by'] }}>
            {t('approval.supersededLink')}
          </Link>
        }
      >
        {error.detail}
      </Notice>
    );
  }
  return <ProblemNotice error={error} />;
}
