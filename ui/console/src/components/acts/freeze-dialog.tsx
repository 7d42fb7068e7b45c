import { Button } from '@promotion-bus/kit/components/button';
import { Dialog } from '@promotion-bus/kit/components/dialog';
import { SelectField, TextBlock, TextLine } from '@promotion-bus/kit/components/field';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { setFreeze } from '../../api/acts';
import { boardQuery } from '../../api/board';
import { useText } from '../../i18n/text';
import { stageChoices, untilOf } from '../../model/freezes';
import { useDraft } from '../../session/draft';
import { useFocusKept } from '../reason-dialog';

/** Stops promotions somewhere or everywhere; project and stage are chosen, not typed, so that none is misspelt. */
export function FreezeDialog({ project: given = '', stage: at = '', onDone, onClose }: {
  project?: string;
  stage?: string;
  onDone: () => void;
  onClose: () => void;
}) {
  const t = useText();
  const { data: board } = useQuery(boardQuery());
  const [project, setProject] = useState(given);
  const [stage, setStage] = useState(at);
  const [until, setUntil] = useState('');
  const [reason, setReason, clear] = useDraft(`freeze.new.${given}.${at}`);
  const [tried, setTried] = useState(false);
  const sent = useRef(false);
  const projects = board?.projects ?? [];
  const run = useMutation({
    mutationFn: () =>
      setFreeze({ project: project || null, stage: stage || null, reason: reason.trim(), until: untilOf(until) }),
    onSuccess: () => {
      clear();
      onDone();
    },
    onSettled: () => {
      sent.current = false;
    },
  });
  useFocusKept();
  const press = () => {
    setTried(true);
    if (!reason.trim() || sent.current) return;
    sent.current = true;
    run.mutate();
  };
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
          <Button variant="primary" isPending={run.isPending} onPress={press}>
            {t('freeze.set')}
          </Button>
        </>
      }
    >
      <p>{t('freeze.setText')}</p>
      <SelectField
        label={t('freeze.project')}
        value={project}
        onChange={(value) => {
          setProject(value);
          setStage('');
        }}
        choices={[
          { value: '', label: t('freeze.allProjects') },
          ...projects.map(({ name }) => ({ value: name, label: name })),
        ]}
      />
      <SelectField
        label={t('freeze.stage')}
        value={stage}
        onChange={setStage}
        choices={[
          { value: '', label: t('freeze.allStages') },
          ...stageChoices(projects, project).map((name) => ({ value: name, label: name })),
        ]}
      />
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
        onChange={setReason}
        maxLength={500}
        isRequired
        error={tried && !reason.trim() ? t('reason.missing') : null}
      />
      {run.error ? <ProblemNotice error={run.error} /> : null}
    </Dialog>
  );
}
