import { read } from '@promotion-bus/kit/http/client';
import { api } from '../../../api/client';
import type { Approval } from '../../../api/types';

export interface DecisionInput {
  decision: 'approve' | 'reject';
  comment: string;
  fingerprint: string;
}

/** Decides exactly what was shown; a different fingerprint at the server answers 409 `changed`. */
export function decide(id: string, { decision, comment, fingerprint }: DecisionInput): Promise<Approval> {
  return read(
    api.POST('/api/approvals/{id}/decision', {
      params: { path: { id } },
      body: { decision, comment: comment.trim() || null, fingerprint },
    }),
  );
}

export function reopen(id: string, reason: string): Promise<Approval> {
  return read(api.POST('/api/approvals/{id}/reopen', { params: { path: { id } }, body: { reason } }));
}
