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
  const isNew = first && now && isOther(first, now);
  // The place is there before the text is, or nobody would read it aloud.
  return (
    <div role="status">
      {isNew ? (
        <Notice
          slim
          tone="accent"
          icon={RefreshCw}
          title={t('version.new', { version: nameOf(now), environment: now.environment })}
          actions={
            <Button size="small" onPress={() => location.reload()}>
              {t('version.reload')}
            </Button>
          }
        >
          {t('version.newText', { version: nameOf(first) })}
        </Notice>
      ) : null}
    </div>
  );
}
