import { Tag, type Tone } from '@promotion-bus/kit/components/tag';
import { CircleCheck, CircleDashed, CircleX, LoaderCircle, type LucideIcon, RotateCcw } from 'lucide-react';
import type { Delivery } from '../../../api/types';
import { type TextKey, useText } from '../../../i18n/text';

const looks: Record<Delivery['status'], { tone: Tone; icon: LucideIcon; key: TextKey }> = {
  new: { tone: 'muted', icon: CircleDashed, key: 'delivery.status.new' },
  running: { tone: 'accent', icon: LoaderCircle, key: 'delivery.status.running' },
  retry: { tone: 'caution', icon: RotateCcw, key: 'delivery.status.retry' },
  done: { tone: 'good', icon: CircleCheck, key: 'delivery.status.done' },
  dead: { tone: 'bad', icon: CircleX, key: 'delivery.status.dead' },
};

export function DeliveryStatus({ status }: { status: Delivery['status'] }) {
  const t = useText();
  const look = looks[status];
  return (
    <Tag tone={look.tone} icon={look.icon}>
      {t(look.key)}
    </Tag>
  );
}
