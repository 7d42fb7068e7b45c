import {
  BadgeCheck,
  Box,
  CircleDot,
  FileCog,
  Hand,
  Inbox,
  LogIn,
  type LucideIcon,
  ShieldBan,
  Siren,
  Snowflake,
  Spline,
  TrainFront,
  Undo2,
} from 'lucide-react';

const icons: Record<string, LucideIcon> = {
  delivery: Inbox,
  freight: Box,
  approval: Hand,
  promotion: TrainFront,
  stage: BadgeCheck,
  rollback: Undo2,
  quarantine: ShieldBan,
  freeze: Snowflake,
  policy: FileCog,
  route: Spline,
  'break-glass': Siren,
  login: LogIn,
};

export function iconOf(action: string): LucideIcon {
  return icons[action.split('.')[0] ?? ''] ?? CircleDot;
}
