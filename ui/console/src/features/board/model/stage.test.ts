import { expect, it } from 'vitest';
import type { BoardStage, Promotion } from '../../../api/types';
import { alertsOf, rollbackTargets, stopOf, unclearHealthOf } from './stage';

const stage = (slug?: string): BoardStage => ({
  name: 'prod',
  upstream: ['stg'],
  managed: true,
  current: { artifacts: [], origins: [{ origin: 'users', freight: 'now' }] },
  candidates: slug ? [{ freight: 'next', artifacts: [], state: 'held', because: { slug, text: slug } }] : [],
});
const promotion = (freight: string, phase: string, finishedAt: string | null): Promotion => ({
  project: 'shop',
  stage: 'prod',
  freight,
  phase,
  finishedAt,
  requestedBy: { kind: 'approval' },
});

it('a stage has stopped only when a person has to set it going', () => {
  expect(stopOf(stage('loop-broken'))?.text).toBe('loop-broken');
  expect(stopOf(stage('held-by-kargo'))).not.toBeNull();
  expect(stopOf(stage('window-closed'))).toBeNull();
  expect(stopOf(stage())).toBeNull();
  expect(stopOf({ ...stage(), alerts: [{ slug: 'loop-broken', text: 'it came back ill' }] })?.text).toBe('it came back ill');
});

it('says why nobody can tell how it is doing', () => {
  const alerts = [
    { slug: 'loop-broken', text: 'stopped' },
    { slug: 'health-unknown', text: 'nobody can tell' },
    { slug: 'policy-invalid', text: 'shown elsewhere' },
  ];
  expect(unclearHealthOf({ ...stage(), alerts }).map(({ text }) => text)).toEqual(['nobody can tell']);
  expect(unclearHealthOf(stage())).toEqual([]);
});

it('it can return to to what succeeded there, not to what runs, each once', () => {
  const list = [
    promotion('now', 'Succeeded', '2026-03-10T12:00:00Z'),
    promotion('bad', 'Failed', '2026-03-10T11:00:00Z'),
    promotion('good', 'Succeeded', '2026-03-10T10:00:00Z'),
    promotion('old', 'Succeeded', '2026-03-09T10:00:00Z'),
    promotion('good', 'Succeeded', '2026-03-08T10:00:00Z'),
  ];
  expect(rollbackTargets(stage(), list).map(({ freight }) => freight)).toEqual(['good', 'old']);
});

it('the board shows every alert that is not the stop itself', () => {
  const alerts = ['health-unknown', 'loop-broken', 'policy-invalid'].map((slug) => ({ slug, text: slug }));
  expect(alertsOf({ ...stage(), alerts }).map(({ slug }) => slug)).toEqual(['health-unknown', 'policy-invalid']);
  expect(alertsOf(stage())).toEqual([]);
});
