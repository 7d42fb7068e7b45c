import { Button } from '@promotion-bus/kit/components/button';
import { Notice } from '@promotion-bus/kit/components/notice';
import { useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { versionQuery } from '../../../api/version';
import { useText } from '../../../i18n/text';
import { isOther, nameOf } from '../model/release';

/** Says that another version arrived since this page was loaded, and offers to load it. What is typed stays typed. */
export function NewVersion() {
  const t = useText();
  const { data: now } = useQuery(versionQuery());
  const [first, setFirst] = useState(now);
  if (!first && now) setFirst(now);
  if (!first || !now || !isOther(first, now)) return null;
  return (
    <Notice
      slim
      tone="accent"
      icon={RefreshCw}
      live="polite"
      title={t('version.new', { version: nameOf(now), environment: now.environment })}
      actions={
        <Button size="small" onPress={() => location.reload()}>
          {t('version.reload')}
        </Button>
      }
    >
      {t('version.newText', { version: nameOf(first) })}
    </Notice>
  );
}
