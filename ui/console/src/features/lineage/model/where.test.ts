import { expect, it } from 'vitest';
import type { BoardProject, Promotion } from '../../../api/types';
import { projectOf } from './where';

const project = (name: string, freight?: string): BoardProject => ({
  name,
  stages: freight
    ? [
        {
          name: 'dev',
          upstream: [],
          managed: true,
          current: { artifacts: [], origins: [{ origin: 'w', freight }] },
          candidates: [],
        },
      ]
    : [],
});
const promoted = (name: string): Promotion => ({
  project: name,
  stage: 'dev',
  freight: 'f',
  phase: 'Succeeded',
  requestedBy: { kind: 'automatic' },
});

it('a version belongs where it is, else where it was, else to the only project', () => {
  const projects = [project('a'), project('b', 'f')];
  expect(projectOf('f', projects, [promoted('a')])?.name).toBe('b');
  expect(projectOf('g', projects, [promoted('a')])?.name).toBe('a');
  expect(projectOf('g', projects, [])).toBeNull();
  expect(projectOf('g', [project('a')], [])?.name).toBe('a');
});
