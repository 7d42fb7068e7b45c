import { Tag, type Tone } from '@promotion-bus/kit/components/tag';
import { CircleCheck, CircleX, Hand, Hourglass, type LucideIcon, Replace, Undo2 } from 'lucide-react';
import type { Approval } from '../../../api/types';
import { type TextKey, useText } from '../../../i18n/text';

const looks: Record<Approval['state'], { tone: Tone; icon: LucideIcon; key: TextKey }> = {
  open: { tone: 'accent', icon: Hand, key: 'approval.state.open' },
  approved: { tone: 'good', icon: CircleCheck, key: 'approval.state.approved' },
  rejected: { tone: 'bad', icon: CircleX, key: 'approval.state.rejected' },
  superseded: { tone: 'muted', icon: Replace, key: 'approval.state.superseded' },
  expired: { tone: 'caution', icon: Hourglass, key: 'approval.state.expired' },
  withdrawn: { tone: 'muted', icon: Undo2, key: 'approval.state.withdrawn' },
};

export function ApprovalState({ state }: { state: Approval['state'] }) {
  const t = useText();
  const look = looks[state];
  return (
    <Tag tone={look.tone} icon={look.icon}>
      {t(look.key)}
    </Tag>
  );
}
