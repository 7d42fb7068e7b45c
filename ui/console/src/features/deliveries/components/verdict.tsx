import type { Delivery } from '../../../api/types';
import { ServerText } from '../../../components/server-text';
import { Version } from '../../../components/version';
import { useText } from '../../../i18n/text';
import { imageName } from '../../../model/versions';
import { errorText } from '../model/error-text';

/** What a delivery became, in one line; an error stands where a verdict would. */
export function Verdict({ delivery }: { delivery: Delivery }) {
  const t = useText();
  const { verdict, error } = delivery;
  if (error && delivery.status !== 'done') return <span>{errorText(error, t)}</span>;
  if (!verdict) return <span>{t('delivery.noVerdict')}</span>;
  const artifacts = verdict.artifacts ?? [];
  const freight = verdict.freights?.find((each) => each.freight)?.freight;
  return (
    <span>
      {t(`delivery.verdict.${verdict.kind}`)}
      {artifacts.length > 0 ? (
        <>
          {' · '}
          {artifacts.map(({ repository }) => imageName(repository)).join(', ')}{' '}
          <Version artifacts={artifacts} freight={freight} />
        </>
      ) : null}
      {verdict.reason ? (
        <>
          {' · '}
          <ServerText text={verdict.reason} />
        </>
      ) : null}
    </span>
  );
}
