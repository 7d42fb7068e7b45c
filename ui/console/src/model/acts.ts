import type { Policy } from '../api/types';
import type { Role } from '../session/me';

export type Gate = 'Automatic' | 'Approval' | 'Observe' | 'none';
export type VersionAct = 'ask' | 'promote' | 'breakGlass';

/** Who may do what; the server decides again. */
export const rolesFor: Record<VersionAct | 'operate', readonly Role[]> = {
  ask: ['qa', 'po', 'operator'],
  promote: ['operator'],
  breakGlass: ['break-glass'],
  operate: ['operator'],
};

/** What a stage asks for before a version comes in; `none` where no policy names it. */
export function gateOf(policy: Policy | null | undefined): Gate {
  if (!policy) return 'none';
  const promotion = policy.spec['promotion'];
  return promotion === 'Automatic' || promotion === 'Approval' ? promotion : 'Observe';
}

/** The policy of a stage by the name the board gives, or by the stages it names. */
export function policyOf(
  policies: readonly Policy[],
  project: string,
  stage: { name: string; policy?: string | null },
): Policy | null {
  const own = policies.filter((policy) => policy.project === project);
  return (
    own.find((policy) => policy.name === stage.policy) ??
    own.find((policy) => Array.isArray(policy.spec['stages']) && policy.spec['stages'].includes(stage.name)) ??
    null
  );
}

/** It is already there or on its way, somebody is being asked, or it may not move at all. */
const settled = new Set(['current', 'promoting', 'asking', 'approved', 'quarantined', 'not-available', 'unmanaged', 'observed']);
/** Breaking the glass goes past a decision, not past quarantine, and not to where the version already is. */
const beyondGlass = new Set(['current', 'promoting', 'quarantined', 'not-available', 'unmanaged', 'observed']);

/**
 * What a person could do about a version in a stage, whoever they are. A rejected version is not asked about again by
 * anybody who likes: an operator reopens its request, on the request's own page.
 */
export function actsOn(state: string, gate: Gate): VersionAct[] {
  const acts: VersionAct[] = [];
  if (gate === 'Approval' && !settled.has(state) && state !== 'rejected') acts.push('ask');
  if (gate === 'Automatic' && !settled.has(state)) acts.push('promote');
  if (gate === 'Approval' && !beyondGlass.has(state)) acts.push('breakGlass');
  return acts;
}

/** The acts the person may do, and for the others the roles that may. */
export function split(acts: readonly VersionAct[], roles: readonly string[]) {
  const allowed = acts.filter((act) => rolesFor[act].some((role) => roles.includes(role)));
  return { allowed, refused: acts.filter((act) => !allowed.includes(act)) };
}

/** Promotions that ended without success, and for which nothing newer of the same version is known: worth a retry. */
export function retryable<T extends { id?: string | null; freight: string; phase: string; requestedBy: { kind: string } }>(
  newestFirst: readonly T[],
): ReadonlySet<string> {
  const seen = new Set<string>();
  const found = new Set<string>();
  for (const promotion of newestFirst) {
    if (seen.has(promotion.freight)) continue;
    seen.add(promotion.freight);
    const failed = ['Failed', 'Errored', 'Aborted'].includes(promotion.phase);
    if (failed && promotion.id && promotion.requestedBy.kind !== 'external') found.add(promotion.id);
  }
  return found;
}
