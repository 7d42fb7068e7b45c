import { Tag, type Tone } from '@promotion-bus/kit/components/tag';
import {
  BadgeCheck,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  EyeOff,
  Hand,
  History,
  Hourglass,
  type LucideIcon,
  Replace,
  ShieldBan,
  TrainFront,
  Undo2,
} from 'lucide-react';
import { type TextKey, useText } from '../../../i18n/text';

const looks: Record<string, { tone: Tone; icon: LucideIcon; key: TextKey }> = {
  current: { tone: 'good', icon: BadgeCheck, key: 'why.state.current' },
  past: { tone: 'muted', icon: History, key: 'why.state.past' },
  asking: { tone: 'accent', icon: Hand, key: 'candidate.asking' },
  approved: { tone: 'good', icon: CircleCheck, key: 'candidate.approved' },
  promoting: { tone: 'accent', icon: TrainFront, key: 'candidate.promoting' },
  held: { tone: 'caution', icon: CirclePause, key: 'candidate.held' },
  failed: { tone: 'bad', icon: CircleX, key: 'candidate.failed' },
  rejected: { tone: 'bad', icon: CircleX, key: 'approval.state.rejected' },
  expired: { tone: 'caution', icon: Hourglass, key: 'approval.state.expired' },
  withdrawn: { tone: 'muted', icon: Undo2, key: 'approval.state.withdrawn' },
  superseded: { tone: 'muted', icon: Replace, key: 'approval.state.superseded' },
  quarantined: { tone: 'bad', icon: ShieldBan, key: 'why.state.quarantined' },
  unmanaged: { tone: 'muted', icon: EyeOff, key: 'why.state.unmanaged' },
  observed: { tone: 'muted', icon: EyeOff, key: 'why.state.observed' },
  'not-available': { tone: 'muted', icon: CircleDashed, key: 'why.state.notAvailable' },
};

/** Where a version stands with a stage; a state learnt later is shown by its own name. */
export function WhyState({ state }: { state: string }) {
  const t = useText();
  const look = looks[state];
  return (
    <Tag tone={look?.tone ?? 'muted'} icon={look?.icon ?? CircleDashed} bare>
      {look ? t(look.key) : state}
    </Tag>
  );
}
