import type { Because, BoardStage, Promotion } from '../../../api/types';

const stops = new Set(['loop-broken', 'held-by-kargo']);

/** Why the stage as a whole stands still until a person resumes it, or null. */
export function stopOf(stage: BoardStage): Because | null {
  return stage.candidates.find(({ because }) => stops.has(because?.slug ?? ''))?.because ?? null;
}

export interface Target {
  freight: string;
  at: string;
}

/** Versions the stage could return to, newest first: those that succeeded there and are not what runs. */
export function rollbackTargets(stage: BoardStage, newestFirst: readonly Promotion[]): Target[] {
  const seen = new Set(stage.current?.origins.map(({ freight }) => freight));
  const found: Target[] = [];
  for (const { freight, phase, finishedAt, createdAt } of newestFirst) {
    const at = finishedAt ?? createdAt;
    if (phase !== 'Succeeded' || seen.has(freight) || !at) continue;
    seen.add(freight);
    found.push({ freight, at });
  }
  return found;
}
