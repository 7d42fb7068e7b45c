import type { Approval } from '../../../api/types';

/**
 * The request on the screen and the newest one known. They are the same until what would be decided changes while the
 * person reads: then the old one stays, with the difference, until the person asks for the new one.
 */
export function follow(shown: Approval | null, now: Approval): Approval {
  if (!shown || shown.id !== now.id) return now;
  if (shown.state !== 'open' || now.state !== 'open') return now;
  return shown.fingerprint === now.fingerprint ? now : shown;
}
