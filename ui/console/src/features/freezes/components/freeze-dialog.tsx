import { Button } from '@promotion-bus/kit/components/button';
import { Dialog } from '@promotion-bus/kit/components/dialog';
import { TextBlock, TextLine } from '@promotion-bus/kit/components/field';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useText } from '../../../i18n/text';
import { useDraft } from '../../../session/draft';
import { setFreeze } from '../api/freezes';
import { untilOf } from '../model/freezes';

export function FreezeDialog({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const t = useText();
  const [project, setProject] = useState('');
  const [stage, setStage] = useState('');
  const [until, setUntil] = useState('');
  const [reason, setReason, clear] = useDraft('freeze.new');
  const [missing, setMissing] = useState(false);
  const run = useMutation({
    mutationFn: () =>
      setFreeze({
        project: project.trim() || null,
        stage: stage.trim() || null,
        reason: reason.trim(),
        until: untilOf(until),
      }),
    onSuccess: () => {
      clear();
      onDone();
    },
  });
  return (
    <Dialog
      title={t('freeze.set')}
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
            onPress={() => (reason.trim() ? run.mutate() : setMissing(true))}
          >
            {t('freeze.set')}
          </Button>
        </>
      }
    >
      <p>{t('freeze.setText')}</p>
      <TextLine label={t('freeze.project')} hint={t('freeze.projectHint')} value={project} onChange={setProject} autoFocus />
      <TextLine label={t('freeze.stage')} hint={t('freeze.stageHint')} value={stage} onChange={setStage} />
      <TextLine
        type="datetime-local"
        label={t('freeze.untilField')}
        hint={t('freeze.untilHint')}
        value={until}
        onChange={setUntil}
      />
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
        error={missing ? t('reason.missing') : null}
      />
      {run.error ? <ProblemNotice error={run.error} /> : null}
    </Dialog>
  );
}
