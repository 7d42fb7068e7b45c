import type { Delivery } from '../../../api/types';
import { Version } from '../../../components/version';
import { useText } from '../../../i18n/text';
import { imageName } from '../../../model/versions';

/** What a delivery became, in one line; an error stands where a verdict would. */
export function Verdict({ delivery }: { delivery: Delivery }) {
  const t = useText();
  const { verdict, error } = delivery;
  if (error && delivery.status !== 'done') return <span>{error.detail}</span>;
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
      {verdict.reason ? ` · ${verdict.reason}` : ''}
    </span>
  );
}
