import { Sheet } from '@promotion-bus/kit/components/dialog';
import { Loading } from '@promotion-bus/kit/components/loading';
import { useQuery } from '@tanstack/react-query';
import { boardQuery } from '../../../api/board';
import { policiesQuery } from '../../../api/policies';
import { promotionsQuery } from '../../../api/promotions';
import { useFocusKept } from '../../../components/reason-dialog';
import { useText } from '../../../i18n/text';
import { gateOf, policyOf } from '../../../model/acts';
import { versionNames } from '../../../model/versions';
import { StageActs } from './stage-acts';
import { StageCandidates } from './stage-candidates';
import { StageNow } from './stage-now';
import { StagePolicy } from './stage-policy';
import { StagePromotions } from './stage-promotions';
import styles from './stage-sheet.module.css';

/** One stage in full: what runs, what it asks for, what waits and why, what was tried, and what can be done. */
export function StageSheet({ address, onClose }: { address: string; onClose: () => void }) {
  const t = useText();
  useFocusKept();
  const [project = '', name = ''] = address.split('/');
  const { data: board } = useQuery(boardQuery());
  const { data: policies } = useQuery(policiesQuery());
  const { data: promotions } = useQuery(promotionsQuery({ project, stage: name }));
  const stages = board?.projects.find((each) => each.name === project)?.stages;
  const stage = stages?.find((each) => each.name === name);
  const policy = stage ? policyOf(policies?.items ?? [], project, stage) : null;
  const nameOf = versionNames(stages ?? []);
  return (
    <Sheet
      title={
        <>
          {name} <span className={styles['project']}>{project}</span>
        </>
      }
      closeLabel={t('action.close')}
      onClose={onClose}
    >
      {!board ? <Loading /> : null}
      {board && !stage ? <p className={styles['soft']}>{t('stage.gone')}</p> : null}
      {stage ? (
        <>
          <StageNow stage={stage} />
          <StageActs project={project} stage={stage} promotions={promotions?.items ?? []} nameOf={nameOf} />
          <StageCandidates project={project} stage={stage} gate={gateOf(policy)} />
          <StagePromotions promotions={promotions?.items ?? null} nameOf={nameOf} />
          <StagePolicy policy={policy} loaded={Boolean(policies)} />
        </>
      ) : null}
    </Sheet>
  );
}
