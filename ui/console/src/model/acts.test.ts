import { describe, expect, it } from 'vitest';
import { actsOn, gateOf, policyOf, retryable, split } from './acts';

const policy = (name: string, promotion?: string, stages: string[] = []) => ({
  project: 'shop',
  name,
  ready: true,
  spec: { stages, ...(promotion ? { promotion } : {}) },
});

describe('what can be done about a version', () => {
  it('is asking where people decide, and promoting where nobody does', () => {
    expect(actsOn('expired', 'Approval')).toEqual(['ask', 'breakGlass']);
    expect(actsOn('past', 'Automatic')).toEqual(['promote']);
    expect(actsOn('held', 'Observe')).toEqual([]);
    expect(actsOn('held', 'none')).toEqual([]);
  });

  it('is nothing for what is there, on its way or quarantined', () => {
    for (const state of ['current', 'promoting', 'quarantined', 'not-available']) {
      expect(actsOn(state, 'Approval')).toEqual([]);
      expect(actsOn(state, 'Automatic')).toEqual([]);
    }
  });

  it('leaves an open request and a rejection to the page of the request', () => {
    expect(actsOn('asking', 'Approval')).toEqual(['breakGlass']);
    expect(actsOn('rejected', 'Approval')).toEqual(['breakGlass']);
  });

  it('tells what a person may from what others may', () => {
    expect(split(['ask', 'breakGlass'], ['qa'])).toEqual({ allowed: ['ask'], refused: ['breakGlass'] });
    expect(split(['ask', 'breakGlass'], ['operator', 'break-glass']).refused).toEqual([]);
    expect(split(['ask'], ['viewer']).allowed).toEqual([]);
  });
});

it('the gate is what the policy says; without a policy there is none', () => {
  expect(gateOf(policy('production', 'Approval'))).toBe('Approval');
  expect(gateOf(policy('watched'))).toBe('Observe');
  expect(gateOf(null)).toBe('none');
});

it('a policy is found by its name, or by the stage it names when it is not followed', () => {
  const policies = [policy('production', 'Approval', ['prod']), policy('quality', 'Approval', ['stg'])];
  expect(policyOf(policies, 'shop', { name: 'prod', policy: 'production' })?.name).toBe('production');
  expect(policyOf(policies, 'shop', { name: 'stg' })?.name).toBe('quality');
  expect(policyOf(policies, 'shop', { name: 'dev' })).toBeNull();
  expect(policyOf(policies, 'other', { name: 'prod', policy: 'production' })).toBeNull();
});

it('only the newest failure of a version that the bus made is tried again', () => {
  const promotion = (id: string, freight: string, phase: string, kind = 'approval') => ({
    id,
    freight,
    phase,
    requestedBy: { kind },
  });
  const list = [
    promotion('4', 'a', 'Succeeded'),
    promotion('3', 'a', 'Failed'),
    promotion('2', 'b', 'Errored'),
    promotion('1', 'b', 'Failed'),
    promotion('0', 'c', 'Failed', 'external'),
  ];
  expect([...retryable(list)]).toEqual(['2']);
});
