import { Digest } from '@promotion-bus/kit/components/digest';
import { Link } from '@tanstack/react-router';
import type { Delivery } from '../../../api/types';
import { Facts } from '../../../components/facts';
import { useText } from '../../../i18n/text';
import { useHasRole } from '../../../session/me';
import { Verdict } from './verdict';

export function DeliveryFacts({ delivery }: { delivery: Delivery }) {
  const t = useText();
  const auditor = useHasRole('operator', 'auditor');
  const { verdict } = delivery;
  // Why there is no verdict stands above already.
  const failed = delivery.error && delivery.status !== 'done';
  return (
    <Facts
      rows={[
        [t('delivery.fact.verdict'), failed ? t('delivery.noVerdict') : <Verdict key="verdict" delivery={delivery} />],
        ...(verdict?.artifacts ?? []).map(
          (artifact) =>
            [
              artifact.repository,
              artifact.digest ? <Digest key={artifact.repository} value={artifact.digest} /> : (artifact.tag ?? '–'),
            ] as const,
        ),
        ...(verdict?.freights ?? []).map(
          (each) =>
            [
              `Freight · ${each.warehouse}`,
              each.freight ? (
                <Link key={each.freight} to="/lineage/$freight" params={{ freight: each.freight }}>
                  <code>{each.freight.slice(0, 12)}</code> ({each.how})
                </Link>
              ) : (
                each.how
              ),
            ] as const,
        ),
        [t('delivery.fact.id'), <code key="id">{delivery.id}</code>],
        [t('delivery.fact.senderId'), delivery.deliveryId ? <code key="sender">{delivery.deliveryId}</code> : null],
        [t('delivery.fact.attempts'), delivery.attempts],
        [t('delivery.fact.duplicates'), delivery.duplicates],
        [
          t('audit.detail.correlation'),
          delivery.correlation && auditor ? (
            <Link key="audit" to="/audit" search={{ delivery: delivery.id }}>
              <code>{delivery.correlation}</code>
            </Link>
          ) : null,
        ],
      ]}
    />
  );
}
