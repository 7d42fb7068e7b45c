import { Button } from '@promotion-bus/kit/components/button';
import { TextBlock } from '@promotion-bus/kit/components/field';
import { isProblem } from '@promotion-bus/kit/http/problem';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Approval } from '../../../api/types';
import { useText } from '../../../i18n/text';
import { versionOf } from '../../../model/versions';
import { useDraft } from '../../../session/draft';
import { approvalQuery } from '../api/approvals';
import { decide } from '../api/decide';
import styles from './decision-actions.module.css';
import { DecisionProblem } from './decision-problem';

type Choice = 'approve' | 'reject';

/**
 * Approve and reject, apart and unlike: approving is the one primary action and names stage and version; rejecting
 * first asks why. A second press while one is under way sends nothing.
 */
export function DecisionActions({ request, stale }: { request: Approval; stale: boolean }) {
  const t = useText();
  const client = useQueryClient();
  const [comment, setComment, clearComment] = useDraft(`decision.${request.id}`);
  const [rejecting, setRejecting] = useState(comment !== '');
  const [commentAsked, setCommentAsked] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const sent = useRef(false);
  const version = versionOf(request.incoming.artifacts, request.incoming.freight);

  const send = useMutation({
    mutationFn: (choice: Choice) =>
      decide(request.id, {
        decision: choice,
        comment: choice === 'reject' || commentAsked ? comment : '',
        fingerprint: request.fingerprint,
      }),
    onSuccess: (decided) => {
      clearComment();
      client.setQueryData(approvalQuery(request.id).queryKey, decided);
      for (const key of ['approvals', 'board', 'promotions']) void client.invalidateQueries({ queryKey: [key] });
      scrollTo({ top: 0, behavior: 'smooth' });
    },
    onError: (error) => {
      if (isProblem(error, 'comment-required')) setCommentAsked(true);
      // Whatever was refused, the page shows the request as it is now; and a lost answer may have been a decision.
      else void client.invalidateQueries({ queryKey: approvalQuery(request.id).queryKey });
    },
    onSettled: () => {
      sent.current = false;
    },
  });
  const press = (choice: Choice) => {
    if (sent.current) return;
    sent.current = true;
    send.mutate(choice);
  };
  const missing = isProblem(send.error, 'comment-required') && comment.trim() === '';
  useEffect(() => {
    if (rejecting || missing) field.current?.focus();
  }, [rejecting, missing]);

  if (!request.you.may) return null;
  const showField = rejecting || commentAsked;
  return (
    <section className={styles['actions']} aria-label={t('approval.decide')}>
      {send.error && !missing ? <DecisionProblem error={send.error} /> : null}
      {showField ? (
        <TextBlock
          areaRef={field}
          label={rejecting ? t('approval.rejectWhy') : t('approval.comment')}
          hint={rejecting ? t('approval.rejectHint') : t('approval.commentHint')}
          value={comment}
          onChange={setComment}
          maxLength={2000}
          error={missing ? t('approval.commentRequired') : null}
        />
      ) : null}
      <div className={styles['buttons']}>
        {rejecting ? (
          <>
            <Button
              variant="danger"
              size="large"
              isPending={send.isPending}
              isDisabled={stale}
              onPress={() => press('reject')}
            >
              {t('approval.rejectAction', { version })}
            </Button>
            <Button variant="quiet" size="large" isDisabled={send.isPending} onPress={() => setRejecting(false)}>
              {t('action.back')}
            </Button>
          </>
        ) : (
          <>
            <Button
              variant="primary"
              size="large"
              className={styles['approve'] ?? ''}
              isPending={send.isPending}
              isDisabled={stale}
              onPress={() => press('approve')}
            >
              {t('approval.approveAction', { stage: request.stage })}{' '}
              <span className={styles['version']}>{version}</span>
            </Button>
            <Button
              variant="quiet"
              size="large"
              isDisabled={stale || send.isPending}
              onPress={() => setRejecting(true)}
            >
              {t('approval.reject')}
            </Button>
          </>
        )}
      </div>
      {stale ? <p className={styles['note']}>{t('approval.staleNote')}</p> : null}
    </section>
  );
}
