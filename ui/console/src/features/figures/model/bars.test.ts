import { expect, it } from 'vitest';
import type { StageFigures } from '../../../api/types';
import { bars } from './bars';

const stage = (name: string, over: Partial<StageFigures>): StageFigures => ({
  project: 'shop',
  stage: name,
  deployments: 0,
  deploymentsPerDay: 0,
  days: [],
  changeFailure: { failed: 0, total: 0 },
  leadTime: { samples: 0 },
  timeToRestore: { samples: 0 },
  waitingForApproval: { samples: 0 },
  ...over,
});

it('stages stand on one scale, the longest ninetieth percentile fills it', () => {
  const stages = [
    stage('dev', { leadTime: { samples: 4, median: 'PT1M', p90: 'PT2M' } }),
    stage('stg', { leadTime: { samples: 2, median: 'PT2M', p90: 'PT4M' } }),
    stage('prod', {}),
  ];
  expect(bars(stages, 'leadTime').map(({ stage: name, share, p90 }) => [name, share, p90])).toEqual([
    ['dev', 0.25, 0.5],
    ['stg', 0.5, 1],
    ['prod', null, null],
  ]);
});

it('a rate of nothing is nothing, a rate of zero is zero', () => {
  const stages = [stage('dev', { changeFailure: { failed: 0, total: 8 } }), stage('stg', {})];
  expect(bars(stages, 'changeFailure').map(({ share }) => share)).toEqual([0, null]);
});
