import { Button } from '@promotion-bus/kit/components/button';
import { Notice } from '@promotion-bus/kit/components/notice';
import { LogIn } from 'lucide-react';
import { useText } from '../i18n/text';
import { logIn, useSession } from '../session/session';

/** The session ended while somebody was here: the page and what was typed stay until they log in again. */
export function SessionNotice() {
  const t = useText();
  if (useSession().state !== 'lost') return null;
  return (
    <Notice
      slim
      tone="caution"
      icon={LogIn}
      live="assertive"
      title={t('session.lost')}
      actions={
        <Button size="small" onPress={() => void logIn(location.pathname + location.search)}>
          {t('session.again')}
        </Button>
      }
    >
      {t('session.lostText')}
    </Notice>
  );
}
