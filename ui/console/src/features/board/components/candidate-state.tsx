import { Tag, type Tone } from '@promotion-bus/kit/components/tag';
import { CircleCheck, CirclePause, CircleX, Hand, type LucideIcon, TrainFront } from 'lucide-react';
import type { Candidate } from '../../../api/types';
import { type TextKey, useText } from '../../../i18n/text';

const looks: Record<Candidate['state'], { tone: Tone; icon: LucideIcon; key: TextKey }> = {
  asking: { tone: 'accent', icon: Hand, key: 'candidate.asking' },
  approved: { tone: 'good', icon: CircleCheck, key: 'candidate.approved' },
  promoting: { tone: 'accent', icon: TrainFront, key: 'candidate.promoting' },
  held: { tone: 'caution', icon: CirclePause, key: 'candidate.held' },
  failed: { tone: 'bad', icon: CircleX, key: 'candidate.failed' },
};

export function CandidateState({ state }: { state: Candidate['state'] }) {
  const t = useText();
  const look = looks[state];
  return (
    <Tag tone={look.tone} icon={look.icon}>
      {t(look.key)}
    </Tag>
  );
}
