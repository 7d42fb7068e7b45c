import type { Approval } from '../../../api/types';
import { versionOf } from '../../../model/versions';

/** What a reader has to be told when the request on the screen is no longer the request. */
export type Difference =
  | { kind: 'current'; from: string; to: string }
  | { kind: 'incoming'; from: string; to: string }
  | { kind: 'commits'; from: number; to: number }
  | { kind: 'freezes'; from: number; to: number }
  | { kind: 'other' };

/** Compares what was shown with what is; empty means the same thing would be decided. */
export function differences(shown: Approval, now: Approval): Difference[] {
  if (shown.fingerprint === now.fingerprint) return [];
  const found: Difference[] = [];
  const pair = (a: string, b: string) => (a === b ? null : { from: a, to: b });
  const current = pair(side(shown.current), side(now.current));
  if (current) found.push({ kind: 'current', ...current });
  const incoming = pair(side(shown.incoming), side(now.incoming));
  if (incoming) found.push({ kind: 'incoming', ...incoming });
  const commits = [shown, now].map((request) => request.changes?.commits ?? []);
  if (shas(commits[0]) !== shas(commits[1])) {
    found.push({ kind: 'commits', from: commits[0]?.length ?? 0, to: commits[1]?.length ?? 0 });
  }
  const freezes = [shown, now].map((request) => request.calendar?.freezes ?? []);
  if (ids(freezes[0]) !== ids(freezes[1])) {
    found.push({ kind: 'freezes', from: freezes[0]?.length ?? 0, to: freezes[1]?.length ?? 0 });
  }
  return found.length > 0 ? found : [{ kind: 'other' }];
}

function side(value: Approval['current']): string {
  return value ? versionOf(value.artifacts, value.freight) : '–';
}

function shas(commits: readonly { sha: string }[] = []): string {
  return commits.map(({ sha }) => sha).join(' ');
}

function ids(freezes: readonly { id: string }[] = []): string {
  return freezes
    .map(({ id }) => id)
    .sort()
    .join(' ');
}
