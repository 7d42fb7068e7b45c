import { Button } from '@promotion-bus/kit/components/button';
import { Loading } from '@promotion-bus/kit/components/loading';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { RelativeTime, Span } from '@promotion-bus/kit/components/time';
import { useRowKeys } from '@promotion-bus/kit/use-row-keys';
import { Link } from '@tanstack/react-router';
import { MoveRight } from 'lucide-react';
import { type ReactNode } from 'react';
import type { Approval } from '../../../api/types';
import { KeyHints } from '../../../components/key-hints';
import { Version } from '../../../components/version';
import { useText } from '../../../i18n/text';
import { personName } from '../model/people';
import { ApprovalState } from './approval-state';
import styles from './approval-list.module.css';

/** j and k walk the rows, Enter opens one. */
export function ApprovalList({ items, error, loading, onRetry, onMore, empty }: {
  items: readonly Approval[];
  error: unknown;
  loading: boolean;
  onRetry: () => void;
  onMore?: () => void;
  empty: ReactNode;
}) {
  const t = useText();
  const list = useRowKeys<HTMLUListElement>('a[data-row]');
  if (error) return <ProblemNotice error={error} onRetry={onRetry} />;
  if (loading) return <Loading />;
  if (items.length === 0) return empty;
  return (
    <>
      <ul className={styles['list']} ref={list}>
        {items.map((item) => (
          <li key={item.id}>
            <ApprovalRow item={item} />
          </li>
        ))}
      </ul>
      {onMore ? (
        <div className={styles['more']}>
          <Button onPress={onMore}>{t('list.more')}</Button>
        </div>
      ) : null}
      <KeyHints />
    </>
  );
}

function ApprovalRow({ item }: { item: Approval }) {
  const t = useText();
  const commits = item.changes?.commits ?? [];
  return (
    <Link to="/approvals/$id" params={{ id: item.id }} className={styles['row']} data-row>
      <span className={styles['what']}>
        <span className={styles['stage']}>{item.stage}</span>
        <span className={styles['project']}>{item.project}</span>
      </span>
      <span className={styles['change']}>
        {item.current ? (
          <>
            <span className={styles['from']}>
              <Version artifacts={item.current.artifacts} freight={item.current.freight} link={false} />
            </span>
            <MoveRight size={15} aria-label={t('approval.becomes')} />
          </>
        ) : null}
        <Version artifacts={item.incoming.artifacts} freight={item.incoming.freight} link={false} />
      </span>
      <span className={styles['about']}>
        {item.state === 'superseded' || item.because
          ? (item.because?.text ?? t('approval.supersededShort'))
          : (commits[0]?.title ?? '')}
        {!item.because && commits.length > 1 ? ` ${t('approval.andMore', { count: commits.length - 1 })}` : ''}
      </span>
      <span className={styles['state']}>
        <ApprovalState state={item.state} />
        <span className={styles['when']}>
          <When item={item} />
        </span>
      </span>
    </Link>
  );
}

function When({ item }: { item: Approval }) {
  const t = useText();
  const last = item.decisions[item.decisions.length - 1];
  if (item.state === 'open' && item.expiresAt) {
    return (
      <>
        {t('approval.expiresIn')} <Span until={item.expiresAt} />
      </>
    );
  }
  if (last && (item.state === 'approved' || item.state === 'rejected')) {
    return (
      <>
        {personName(last.actor)} · <RelativeTime at={last.at} />
      </>
    );
  }
  return <RelativeTime at={item.createdAt} />;
}
