import { Button } from '@promotion-bus/kit/components/button';
import { Notice } from '@promotion-bus/kit/components/notice';
import { useQueryClient } from '@tanstack/react-query';
import { CirclePlay, Snowflake, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { liftFreeze, resumeStage } from '../../../api/acts';
import type { BoardStage, Promotion } from '../../../api/types';
import { FreezeDialog } from '../../../components/acts/freeze-dialog';
import { refresh } from '../../../components/acts/refresh';
import { Needs } from '../../../components/needs';
import { ReasonDialog } from '../../../components/reason-dialog';
import { ServerEnding } from '../../../components/server-text';
import { useText } from '../../../i18n/text';
import { rolesFor } from '../../../model/acts';
import { useHasRole } from '../../../session/me';
import { stopOf, unclearHealthOf } from '../model/stage';
import { RollbackDialog } from './rollback-dialog';
import styles from './stage-sheet.module.css';

type Act = 'freeze' | 'lift' | 'rollback' | 'resume';

/** What an operator does to a stage as a whole. A stage that stopped itself says so first. */
export function StageActs({ project, stage, promotions, nameOf }: {
  project: string;
  stage: BoardStage;
  promotions: readonly Promotion[];
  nameOf: (freight: string) => string;
}) {
  const t = useText();
  const client = useQueryClient();
  const operator = useHasRole('operator');
  const [act, setAct] = useState<Act | null>(null);
  const [done, setDone] = useState<Act | null>(null);
  const stop = stopOf(stage);
  const close = () => setAct(null);
  const finish = () => {
    setDone(act);
    close();
    refresh(client);
  };
  const freeze = stage.frozen?.id ?? null;
  return (
    <section className={styles['section']} aria-label={t('stage.acts')}>
      {stop ? (
        <Notice tone="bad" title={t('stage.stopped')}>
          <ServerEnding text={stop.text} />
        </Notice>
      ) : null}
      {unclearHealthOf(stage).map(({ slug, text }) => (
        <Notice key={slug} tone="caution" title={t('stage.unclear')}>
          {text}
        </Notice>
      ))}
      {operator ? (
        <div className={styles['buttons']}>
          {stage.managed ? (
            <>
              <Button variant={stop ? 'primary' : 'secondary'} onPress={() => setAct('resume')}>
                <CirclePlay size={15} aria-hidden="true" />
                {t('stage.resume')}
              </Button>
              <Button onPress={() => setAct('rollback')}>
                <Undo2 size={15} aria-hidden="true" />
                {t('stage.rollback')}
              </Button>
            </>
          ) : null}
          <Button onPress={() => setAct('freeze')}>
            <Snowflake size={15} aria-hidden="true" />
            {t('stage.freeze')}
          </Button>
          {freeze ? <Button onPress={() => setAct('lift')}>{t('freeze.liftTitle')}</Button> : null}
        </div>
      ) : (
        <Needs what="stage.actsWhat" roles={rolesFor.operate} />
      )}
      <p className={styles['done']} role="status">
        {done ? t(`stage.done.${done}`) : ''}
      </p>
      {act === 'freeze' ? <FreezeDialog project={project} stage={stage.name} onDone={finish} onClose={close} /> : null}
      {act === 'lift' && freeze ? (
        <ReasonDialog
          draftKey={`freeze.${freeze}`}
          title={t('freeze.liftTitle')}
          action={t('freeze.lift')}
          act={(reason) => liftFreeze(freeze, reason)}
          onDone={finish}
          onClose={close}
        >
          <p>{stage.frozen?.reason}</p>
        </ReasonDialog>
      ) : null}
      {act === 'resume' ? (
        <ReasonDialog
          draftKey={`resume.${project}.${stage.name}`}
          title={t('stage.resumeTitle', { stage: stage.name })}
          action={t('stage.resume')}
          act={(reason) => resumeStage({ project, stage: stage.name }, reason)}
          onDone={finish}
          onClose={close}
        >
          <p>{t('stage.resumeText')}</p>
        </ReasonDialog>
      ) : null}
      {act === 'rollback' ? (
        <RollbackDialog
          project={project}
          stage={stage}
          promotions={promotions}
          nameOf={nameOf}
          onDone={finish}
          onClose={close}
        />
      ) : null}
    </section>
  );
}
