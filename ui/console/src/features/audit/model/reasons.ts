import type { AuditEvent } from '../../../api/types';

/** Why a decision was refused, a request ended or a version went back, as the bus's slugs. */
export const causes = [
  'not-a-person',
  'role',
  'author',
  'unknown-author',
  'commits-unavailable',
  'distinct-from',
  'step-up',
  'already-decided-by-you',
  'approval-expired',
  'request-expired',
  'current',
  'past',
  'older-than-current',
  'superseded',
  'quarantined',
  'changed',
  'gate-gone',
  'stage-gone',
  'candidate-gone',
  'freight-gone',
  'no-policy',
  'observe-only',
  'not-requested',
  'not-verified-upstream',
  'unhealthy',
  'progressing',
  'too-many-in-a-row',
  'no-target',
  'shared-outage',
  'rollback-failed',
] as const;
export type Cause = (typeof causes)[number];

/** Their reason is a slug. */
const coded = new Set(['approval.denied', 'approval.expired', 'approval.withdrawn']);

/** The slug that stands for the reason; a slug learnt later is shown as it is. */
export function causeOf({ action, reason }: Pick<AuditEvent, 'action' | 'reason'>): Cause | null {
  return coded.has(action) ? (causes.find((cause) => cause === reason) ?? null) : null;
}

/** A person's words also where the bus acts on them, as when it asks because somebody wanted to be asked. */
export function inOwnWords({ action, actor }: Pick<AuditEvent, 'action' | 'actor'>): boolean {
  return actor.kind === 'person' || action.startsWith('approval.');
}
