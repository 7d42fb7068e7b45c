import { Notice } from '@promotion-bus/kit/components/notice';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { deadQuery } from '../../../api/dead';
import { useText } from '../../../i18n/text';

/** Deliveries that will not be tried again by themselves, and where to redrive them all. */
export function DeadNotice() {
  const t = useText();
  const { data } = useQuery(deadQuery());
  const count = data?.items.length ?? 0;
  if (count === 0) return null;
  return (
    <Notice
      slim
      tone="bad"
      title={t('deliveries.deadTitle', { count: data?.next ? `${count}+` : count })}
      actions={
        <Link to="/deliveries" search={{ status: 'dead' }}>
          {t('deliveries.deadSee')}
        </Link>
      }
    >
      {t('deliveries.deadHint')}
    </Notice>
  );
}
