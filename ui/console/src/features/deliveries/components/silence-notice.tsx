import { Notice } from '@promotion-bus/kit/components/notice';
import { RelativeTime } from '@promotion-bus/kit/components/time';
import { duration } from '@promotion-bus/kit/format/duration';
import { useNow } from '@promotion-bus/kit/now';
import { useQuery } from '@tanstack/react-query';
import { BellOff } from 'lucide-react';
import { useText } from '../../../i18n/text';
import { recentQuery } from '../api/deliveries';
import { silences } from '../model/silence';

/** A sender that has stopped talking looks like peace; this says that it is not. */
export function SilenceNotice() {
  const t = useText();
  const now = useNow(60_000);
  const github = useQuery(recentQuery('github'));
  const dockerhub = useQuery(recentQuery('dockerhub'));
  const quiet = [github, dockerhub].flatMap(({ data }) => silences(data?.items ?? [], now));
  return quiet.map((each) => (
    <Notice
      key={each.source}
      tone="caution"
      icon={BellOff}
      title={t('deliveries.silent', { source: t(`delivery.source.${each.source as 'github' | 'dockerhub'}`) })}
    >
      {t('deliveries.silentText', { usual: duration(each.usual) })} <RelativeTime at={each.since} />.
    </Notice>
  ));
}
