import type { Promotion } from '../../../api/types';

/** Kargo's terminal phases; everything else may still move. */
const over = new Set(['Succeeded', 'Failed', 'Errored', 'Aborted']);

export function isOver(phase: string): boolean {
  return over.has(phase);
}

export type StepState = 'done' | 'now' | 'next' | 'failed';

export interface Step {
  key: 'approved' | 'created' | 'running' | 'finished';
  state: StepState;
  at: string | null;
}

/** What happened and happens after an approval, as the steps a person waits for. */
export function steps(approvedAt: string | null, promotion: Promotion | null): Step[] {
  const phase = promotion?.phase ?? '';
  const over = isOver(phase);
  const started = Boolean(promotion?.startedAt) || over;
  const finished: StepState = over ? (phase === 'Succeeded' ? 'done' : 'failed') : 'next';
  return [
    { key: 'approved', state: 'done', at: approvedAt },
    { key: 'created', state: promotion ? 'done' : 'now', at: promotion?.createdAt ?? null },
    { key: 'running', state: over ? 'done' : started || promotion ? 'now' : 'next', at: promotion?.startedAt ?? null },
    { key: 'finished', state: finished, at: promotion?.finishedAt ?? null },
  ];
}
