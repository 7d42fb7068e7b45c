import { Tag, type Tone } from '@promotion-bus/kit/components/tag';
import { CircleDashed, CircleHelp, HeartCrack, HeartPulse, LoaderCircle, type LucideIcon } from 'lucide-react';
import { type TextKey, useText } from '../i18n/text';

interface Look {
  tone: Tone;
  icon: LucideIcon;
  key: TextKey;
}

const looks: Record<string, Look> = {
  Healthy: { tone: 'good', icon: HeartPulse, key: 'health.healthy' },
  Progressing: { tone: 'accent', icon: LoaderCircle, key: 'health.progressing' },
  Unhealthy: { tone: 'bad', icon: HeartCrack, key: 'health.unhealthy' },
  Unknown: { tone: 'caution', icon: CircleHelp, key: 'health.unknown' },
};
const none: Look = { tone: 'muted', icon: CircleDashed, key: 'health.none' };

export function Health({ health, bare = false }: { health: string | null | undefined; bare?: boolean }) {
  const t = useText();
  const look = looks[health ?? ''] ?? none;
  return (
    <Tag tone={look.tone} icon={look.icon} bare={bare}>
      {t(look.key)}
    </Tag>
  );
}
