import { buttonClass } from '@promotion-bus/kit/components/button';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import { mineQuery } from '../../../api/mine';
import { useText } from '../../../i18n/text';
import { versionOf } from '../../../model/versions';

/** The next request that waits for the reader, once this one is done with. */
export function NextOne({ after }: { after: string }) {
  const t = useText();
  const { data } = useQuery(mineQuery());
  const next = data?.items.find(({ id }) => id !== after);
  if (!next) return null;
  const version = versionOf(next.incoming.artifacts, next.freight);
  return (
    <p>
      <Link to="/approvals/$id" params={{ id: next.id }} className={buttonClass({ variant: 'secondary' })}>
        {t('approval.next', { version, stage: next.stage })}
        <ArrowRight size={15} aria-hidden="true" />
      </Link>
    </p>
  );
}
