import { Tag, type Tone } from '@promotion-bus/kit/components/tag';
import { Ban, CircleCheck, CircleDashed, CircleX, LoaderCircle, type LucideIcon } from 'lucide-react';
import { type TextKey, useText } from '../i18n/text';

const looks: Record<string, { tone: Tone; icon: LucideIcon; key: TextKey }> = {
  Creating: { tone: 'muted', icon: CircleDashed, key: 'phase.creating' },
  Pending: { tone: 'muted', icon: CircleDashed, key: 'phase.pending' },
  Running: { tone: 'accent', icon: LoaderCircle, key: 'phase.running' },
  Succeeded: { tone: 'good', icon: CircleCheck, key: 'phase.succeeded' },
  Failed: { tone: 'bad', icon: CircleX, key: 'phase.failed' },
  Errored: { tone: 'bad', icon: CircleX, key: 'phase.errored' },
  Aborted: { tone: 'caution', icon: Ban, key: 'phase.aborted' },
};

/** Where a promotion is; a phase Kargo may learn later is shown by its own name. */
export function PromotionPhase({ phase }: { phase: string }) {
  const t = useText();
  const look = looks[phase];
  return (
    <Tag tone={look?.tone ?? 'muted'} icon={look?.icon ?? CircleDashed} bare>
      {look ? t(look.key) : phase}
    </Tag>
  );
}
