import { expect, it } from 'vitest';
import { policyFacts } from './policy';

it('a policy is read as far as it is understood', () => {
  const facts = policyFacts({
    promotion: 'Approval',
    approval: { require: [{ role: 'po', count: 2 }, { role: 'qa' }, { count: 1 }], distinctFrom: ['stg'] },
    windows: [
      { kind: 'Deny', schedule: '0 18 * * FRI', duration: '62h', reason: 'weekend' },
      { kind: 'Perhaps', schedule: '* * * * *' },
    ],
    rollback: { enabled: true },
  });
  expect(facts.require).toEqual([
    { role: 'po', count: 2 },
    { role: 'qa', count: 1 },
  ]);
  expect(facts.distinctFrom).toEqual(['stg']);
  expect(facts.windows).toEqual([{ kind: 'Deny', schedule: '0 18 * * FRI', duration: '62h', reason: 'weekend' }]);
  expect(facts.rollback).toBe(true);
});

it('an empty or strange policy has nothing to say', () => {
  expect(policyFacts({ approval: 'yes', windows: {} })).toEqual({
    require: [],
    distinctFrom: [],
    windows: [],
    rollback: false,
  });
});
