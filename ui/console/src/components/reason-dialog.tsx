import { Button } from '@promotion-bus/kit/components/button';
import { Dialog } from '@promotion-bus/kit/components/dialog';
import { TextBlock, TextLine } from '@promotion-bus/kit/components/field';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../i18n/text';
import { useDraft } from '../session/draft';

/**
 * Asks why before doing something that is audited. What was typed stays when it fails or the session ended; a second
 * press while one is under way sends nothing. With `confirm` the person types that word too: for what cannot be misread
 * afterwards.
 */
export function ReasonDialog<T>({ draftKey, title, children, action, danger = false, confirm, act, onDone, onClose }: {
  draftKey: string;
  title: string;
  children?: ReactNode;
  action: string;
  danger?: boolean;
  confirm?: string;
  act: (reason: string) => Promise<T>;
  onDone: (result: T) => void;
  onClose: () => void;
}) {
  const t = useText();
  const [reason, setReason, clear] = useDraft(draftKey);
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const sent = useRef(false);
  const run = useMutation({
    mutationFn: act,
    onSuccess: (result) => {
      clear();
      onDone(result);
    },
    onSettled: () => {
      sent.current = false;
    },
  });
  useFocusKept();
  const confirmed = confirm === undefined || typed.trim() === confirm;
  const press = () => {
    setTried(true);
    if (!reason.trim() || !confirmed || sent.current) return;
    sent.current = true;
    run.mutate(reason.trim());
  };
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button variant="quiet" onPress={onClose}>
            {t('action.cancel')}
          </Button>
          <Button variant={danger ? 'danger' : 'primary'} isPending={run.isPending} onPress={press}>
            {action}
          </Button>
        </>
      }
    >
      {children}
      <TextBlock
        label={t('reason.label')}
        hint={t('reason.hint')}
        value={reason}
        onChange={setReason}
        maxLength={500}
        isRequired
        autoFocus
        error={tried && !reason.trim() ? t('reason.missing') : null}
      />
      {confirm === undefined ? null : (
        <TextLine
          label={t('reason.confirm', { word: confirm })}
          value={typed}
          onChange={setTyped}
          autoComplete="off"
          isRequired
          error={tried && !confirmed ? t('reason.confirmWrong', { word: confirm }) : null}
        />
      )}
      {run.error ? <ProblemNotice error={run.error} /> : null}
    </Dialog>
  );
}

/** The focus goes back to what opened the dialog; where the act has removed that, to the page and not to nowhere. */
export function useFocusKept(): void {
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement === null || document.activeElement === document.body) {
          document.getElementById('main')?.focus({ preventScroll: true });
        }
      }, 50);
    },
    [],
  );
}
