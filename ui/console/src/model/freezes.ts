interface Liftable {
  liftedAt?: string | null;
  until?: string | null;
}

/** Those in force now; a freeze whose time is over ends by itself. */
export function inForce<T extends Liftable>(items: readonly T[], now: number): T[] {
  return items.filter((item) => !item.liftedAt && !(item.until && Date.parse(item.until) <= now));
}

export function ended<T extends Liftable>(items: readonly T[], now: number): T[] {
  const active = new Set(inForce(items, now));
  return items.filter((item) => !active.has(item));
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;

export function isDigest(text: string): boolean {
  return DIGEST.test(text.trim());
}

/** A local date and time field as the instant it means, or null when empty. */
export function untilOf(field: string): string | null {
  const at = Date.parse(field);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** The stages that can be frozen: a project's own, or every name where all projects are meant. */
export function stageChoices(
  projects: readonly { name: string; stages: readonly { name: string }[] }[],
  project: string,
): string[] {
  const meant = projects.filter(({ name }) => !project || name === project);
  return [...new Set(meant.flatMap(({ stages }) => stages.map(({ name }) => name)))];
}
