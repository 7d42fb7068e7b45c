import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { whyQuery } from '../../../api/why';
import type { BoardStage, Candidate } from '../../../api/types';
import { VersionActs } from '../../../components/acts/version-acts';
import { Sentence } from '../../../components/sentence';
import { Version } from '../../../components/version';
import { useText } from '../../../i18n/text';
import type { Gate } from '../../../model/acts';
import { versionOf } from '../../../model/versions';
import { CandidateState } from './candidate-state';
import styles from './stage-sheet.module.css';

/** What could come next with every reason why it has not, and what may be done about it. */
export function StageCandidates({ project, stage, gate }: { project: string; stage: BoardStage; gate: Gate }) {
  const t = useText();
  return (
    <section className={styles['section']} aria-labelledby="stage-candidates">
      <h3 id="stage-candidates" className={styles['title']}>
        {t('stage.candidates')}
      </h3>
      {stage.candidates.length === 0 ? (
        <p className={styles['soft']}>{stage.managed ? t('stage.noCandidates') : t('stage.unmanagedText')}</p>
      ) : (
        <ul className={styles['list']}>
          {stage.candidates.map((candidate) => (
            <CandidateInFull
              key={candidate.freight}
              project={project}
              stage={stage.name}
              candidate={candidate}
              gate={gate}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function CandidateInFull({ project, stage, candidate, gate }: {
  project: string;
  stage: string;
  candidate: Candidate;
  gate: Gate;
}) {
  const t = useText();
  const target = { project, stage, freight: candidate.freight };
  const { data: why } = useQuery(whyQuery(target));
  const reasons = why?.reasons.length ? why.reasons : candidate.because ? [candidate.because] : [];
  return (
    <li className={styles['item']}>
      <p className={styles['line']}>
        <Version artifacts={candidate.artifacts} freight={candidate.freight} />
        <CandidateState state={candidate.state} />
      </p>
      <ul className={styles['reasons']}>
        {reasons.map((reason) => (
          <li key={reason.slug}>
            <Sentence reason={reason} />
          </li>
        ))}
      </ul>
      {candidate.request ? (
        <p>
          <Link to="/approvals/$id" params={{ id: candidate.request }}>
            {t('candidate.see')}
          </Link>
        </p>
      ) : null}
      <VersionActs
        target={target}
        version={versionOf(candidate.artifacts, candidate.freight)}
        state={candidate.state}
        gate={gate}
      />
    </li>
  );
}
