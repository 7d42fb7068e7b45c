import { ChartNoAxesColumn, Inbox, type LucideIcon, ScrollText, Snowflake, Spline, SquareCheckBig, Waypoints } from 'lucide-react';
import type { TextKey } from '../i18n/text';
import type { Me } from '../api/types';

export interface Destination {
  to: '/' | '/approvals' | '/audit' | '/deliveries' | '/routes' | '/freezes' | '/figures';
  label: TextKey;
  icon: LucideIcon;
  /** Roles that may read it; absent = everybody signed in. */
  roles?: readonly string[];
}

const destinations: readonly Destination[] = [
  { to: '/', label: 'nav.board', icon: Waypoints },
  { to: '/approvals', label: 'nav.approvals', icon: SquareCheckBig },
  { to: '/freezes', label: 'nav.freezes', icon: Snowflake },
  { to: '/figures', label: 'nav.figures', icon: ChartNoAxesColumn },
  { to: '/audit', label: 'nav.audit', icon: ScrollText, roles: ['operator', 'auditor'] },
  { to: '/deliveries', label: 'nav.deliveries', icon: Inbox, roles: ['operator', 'auditor'] },
  { to: '/routes', label: 'nav.routes', icon: Spline, roles: ['operator'] },
];

/** Only where the person may go: a link to a 403 is a dead end. */
export function destinationsFor(me: Me): readonly Destination[] {
  return destinations.filter(({ roles }) => !roles || roles.some((role) => me.roles.includes(role)));
}
