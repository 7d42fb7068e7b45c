import type { Because, BoardStage, Promotion } from '../../../api/types';

const stops = new Set(['loop-broken', 'held-by-kargo']);
const unclear = new Set(['health-unknown', 'revision-mismatch']);

/** Why the stage as a whole stands still until a person resumes it, or null. */
export function stopOf(stage: BoardStage): Because | null {
  const held = stage.candidates.flatMap(({ because }) => because ?? []);
  return [...(stage.alerts ?? []), ...held].find(({ slug }) => stops.has(slug)) ?? null;
}

/** Why nobody can tell how the stage is doing; nothing is rolled back for that. */
export function unclearHealthOf(stage: BoardStage): Because[] {
  return (stage.alerts ?? []).filter(({ slug }) => unclear.has(slug));
}

/** What people must know about the stage besides that it stands still. */
export function alertsOf(stage: BoardStage): Because[] {
  return (stage.alerts ?? []).filter(({ slug }) => !stops.has(slug));
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
