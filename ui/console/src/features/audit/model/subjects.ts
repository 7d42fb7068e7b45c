/** What an event can be about, as the bus names it. */
export const subjects = [
  'approval',
  'audit',
  'delivery',
  'freeze',
  'freight',
  'hook-delivery',
  'message',
  'person',
  'policy',
  'promotion',
  'quarantine',
  'rollback',
  'route',
  'stage',
] as const;
export type SubjectKind = (typeof subjects)[number];

export function isSubject(kind: string): kind is SubjectKind {
  return (subjects as readonly string[]).includes(kind);
}
