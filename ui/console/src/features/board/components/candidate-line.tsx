import { Span } from '@promotion-bus/kit/components/time';
import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import type { BoardStage, Candidate } from '../../../api/types';
import { Sentence } from '../../../components/sentence';
import { Version } from '../../../components/version';
import { useText } from '../../../i18n/text';
import { CandidateState } from './candidate-state';
import styles from './candidate-line.module.css';

/** A version that could move into the stage, where it is, and the sentence why it is not further. */
export function CandidateLine({ project, stage, candidate, mine }: {
  project: string;
  stage: BoardStage;
  candidate: Candidate;
  mine: boolean;
}) {
  const t = useText();
  return (
    <li className={styles['candidate']} data-state={candidate.state} data-project={project}>
      <div className={styles['head']}>
        <Version artifacts={candidate.artifacts} freight={candidate.freight} />
        <CandidateState state={candidate.state} />
      </div>
      {candidate.because ? (
        <p className={styles['why']}>
          <Sentence reason={candidate.because} />
        </p>
      ) : null}
      {candidate.state === 'promoting' && stage.promotion?.startedAt ? (
        <p className={styles['why']}>
          {t('candidate.since')} <Span from={stage.promotion.startedAt} />
        </p>
      ) : null}
      {candidate.request ? (
        <Link
          to="/approvals/$id"
          params={{ id: candidate.request }}
          className={mine ? styles['decide'] : styles['see']}
        >
          {mine ? t('candidate.decide') : t('candidate.see')}
          <ArrowRight size={14} aria-hidden="true" />
        </Link>
      ) : null}
    </li>
  );
}
