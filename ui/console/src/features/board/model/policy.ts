export interface PolicyFacts {
  require: { role: string; count: number }[];
  distinctFrom: string[];
  windows: { kind: 'Allow' | 'Deny'; schedule: string; duration: string; reason: string }[];
  rollback: boolean;
}

/** The parts of a policy people ask about. The spec is the cluster's own object: what is not as expected is left out. */
export function policyFacts(spec: Record<string, unknown>): PolicyFacts {
  const approval = member(spec['approval']);
  return {
    require: list(approval['require']).flatMap((each) => {
      const { role, count } = member(each);
      return typeof role === 'string' ? [{ role, count: typeof count === 'number' ? count : 1 }] : [];
    }),
    distinctFrom: list(approval['distinctFrom']).filter((each) => typeof each === 'string'),
    windows: list(spec['windows']).flatMap((each) => {
      const { kind, schedule, duration, reason } = member(each);
      if (typeof schedule !== 'string' || (kind !== 'Allow' && kind !== 'Deny')) return [];
      return [{ kind, schedule, duration: text(duration), reason: text(reason) }];
    }),
    rollback: member(spec['rollback'])['enabled'] === true,
  };
}

function member(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
