import type { Tone } from '@promotion-bus/kit/components/tag';

/** Every action the bus records: those of the audit contract and the few beyond it; unknown ones are shown as they are. */
export const actions = [
  'delivery.interpreted',
  'delivery.failed',
  'delivery.dead',
  'delivery.redriven',
  'freight.created',
  'freight.seen',
  'approval.requested',
  'approval.reminded',
  'approval.approved',
  'approval.rejected',
  'approval.denied',
  'approval.superseded',
  'approval.expired',
  'approval.withdrawn',
  'approval.reopened',
  'promotion.created',
  'promotion.succeeded',
  'promotion.failed',
  'promotion.retried',
  'stage.health',
  'stage.verified',
  'stage.resumed',
  'rollback.started',
  'rollback.stopped',
  'quarantine.set',
  'quarantine.lifted',
  'freeze.set',
  'freeze.lifted',
  'policy.changed',
  'route.suspended',
  'route.resumed',
  'break-glass.used',
  'login',
  'notification.dead',
  'audit.restored',
] as const;
export type Action = (typeof actions)[number];

export function isKnown(action: string): action is Action {
  return (actions as readonly string[]).includes(action);
}

/** The part before the dot: what the filter offers as a group. */
export const groups = [...new Set(actions.map((action) => action.split('.')[0] ?? action))];

const good = new Set(['approval.approved', 'promotion.succeeded', 'stage.verified']);
const bad = new Set([
  'delivery.failed',
  'delivery.dead',
  'approval.rejected',
  'promotion.failed',
  'rollback.started',
  'rollback.stopped',
  'notification.dead',
]);
const caution = new Set(['approval.denied', 'approval.expired', 'quarantine.set', 'break-glass.used', 'route.suspended', 'audit.restored']);
const cold = new Set(['freeze.set', 'freeze.lifted']);

export function toneOf(action: string): Tone {
  if (good.has(action)) return 'good';
  if (bad.has(action)) return 'bad';
  if (caution.has(action)) return 'caution';
  return cold.has(action) ? 'cold' : 'muted';
}
