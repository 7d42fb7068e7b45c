import { shortTag } from '@promotion-bus/kit/format/digest';
import type { Version } from '../../../api/types';

/** What people call a version. */
export function nameOf(version: Version): string {
  return shortTag(version.version);
}

/** Whether other code answers than before: a rebuilt tag counts, the same version on another replica does not. */
export function isOther(before: Version, now: Version): boolean {
  return before.version !== now.version || before.commit !== now.commit;
}

const LINE = ['dev', 'stg', 'prod'];

/** The stops of the line this environment lies on, and which one it is; an unknown environment is a stop of its own. */
export function stopOf(environment: string): { stops: number; at: number } {
  const at = LINE.indexOf(environment.toLowerCase());
  return at < 0 ? { stops: 1, at: 0 } : { stops: LINE.length, at };
}
