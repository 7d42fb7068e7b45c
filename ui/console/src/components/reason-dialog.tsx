import { Button } from '@promotion-bus/kit/components/button';
import { Dialog } from '@promotion-bus/kit/components/dialog';
import { TextBlock } from '@promotion-bus/kit/components/field';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/text';
import { useDraft } from '../session/draft';

/** Asks why before doing something that is audited. What was typed stays when it fails or the session ended. */
export function ReasonDialog<T>({ draftKey, title, children, action, act, onDone, onClose }: {
  draftKey: string;
  title: string;
  children?: ReactNode;
  action: string;
  act: (reason: string) => Promise<T>;
  onDone: (result: T) => void;
  onClose: () => void;
}) {
  const t = useText();
  const [reason, setReason, clear] = useDraft(draftKey);
  const [missing, setMissing] = useState(false);
  const run = useMutation({
    mutationFn: act,
    onSuccess: (result) => {
      clear();
      onDone(result);
    },
  });
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
          <Button
            variant="primary"
            isPending={run.isPending}
            onPress={() => {
              if (reason.trim()) run.mutate(reason.trim());
              else setMissing(true);
            }}
          >
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
        onChange={(text) => {
          setMissing(false);
          setReason(text);
        }}
        maxLength={500}
        isRequired
        autoFocus
        error={missing ? t('reason.missing') : null}
      />
      {run.error ? <ProblemNotice error={run.error} /> : null}
    </Dialog>
  );
}
