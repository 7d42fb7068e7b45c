import { describe, expect, it } from 'vitest';
import { board, stgRequest } from '../../../testing/fixtures/board';
import { FixtureClock } from '../../../testing/fixtures/clock';
import { policies } from '../../../testing/fixtures/stages';
import { countStages, invalidPolicies, visibleProjects } from './attention';
import { columns, linePath } from './layout';
import { readBoardSearch } from './search';

const { projects } = board(new FixtureClock(0), (pt) => pt);
const mine = new Set([stgRequest]);
const names = (stages: { name: string }[][]) => stages.map((column) => column.map(({ name }) => name));

describe('columns', () => {
  const stage = (name: string, ...upstream: string[]) => ({ name, upstream });

  it('follow the way Freight travels, whatever the order of the list', () => {
    expect(names(columns([stage('prod', 'stg'), stage('dev'), stage('stg', 'dev')]))).toEqual([['dev'], ['stg'], ['prod']]);
  });

  it('put fan-out in one column and fan-in after the last', () => {
    const stages = [stage('dev'), stage('a', 'dev'), stage('b', 'dev'), stage('c', 'b'), stage('prod', 'a', 'c')];
    expect(names(columns(stages))).toEqual([['dev'], ['a', 'b'], ['c'], ['prod']]);
  });

  it('keep what is fed from the same place together', () => {
    const stages = [stage('x'), stage('y'), stage('y2', 'y'), stage('x2', 'x')];
    expect(names(columns(stages))).toEqual([['x', 'y'], ['x2', 'y2']]);
  });

  it('survive cycles and names that are not there', () => {
    const stages = [stage('a', 'b'), stage('b', 'a'), stage('c', 'gone')];
    expect(columns(stages).flat()).toHaveLength(3);
    expect(columns([])).toEqual([]);
  });
});

describe('linePath', () => {
  it('is straight along a line and down a column', () => {
    expect(linePath({ x: 0, y: 10 }, { x: 100, y: 10 })).toBe('M0 10L100 10');
    expect(linePath({ x: 5, y: 10 }, { x: 5, y: 90 })).toBe('M5 10V90');
  });

  it('turns only in the gutter before the column it leads to', () => {
    const path = linePath({ x: 0, y: 0 }, { x: 200, y: 100 });
    expect(path).toContain('H165');
    expect(path).toContain('V90');
    expect(path.endsWith('H200')).toBe(true);
  });
});

describe('filters', () => {
  it('find what needs the reader, what is stuck and what is unhealthy', () => {
    const shown = (show: 'mine' | 'stuck' | 'unhealthy') => visibleProjects(projects, { show }, mine).map(({ name }) => name);
    expect(shown('mine')).toEqual(['image-promotion']);
    expect(shown('stuck')).toEqual(['checkout']);
    expect(shown('unhealthy')).toEqual(['checkout']);
    expect(countStages(projects, 'mine', mine)).toBe(1);
    expect(countStages(projects, 'mine', new Set())).toBe(0);
  });

  it('do not call a closed window stuck: the clock will open it', () => {
    expect(visibleProjects(projects.slice(0, 1), { show: 'stuck' }, mine)).toEqual([]);
  });

  it('call a stage stuck whose policy cannot be followed', () => {
    const invalid = invalidPolicies(projects, policies((pt) => pt));
    expect([...invalid.keys()]).toEqual(['checkout/prod']);
    const onlyProd = projects.map((project) => ({ ...project, stages: project.stages.filter(({ name }) => name === 'prod') }));
    expect(visibleProjects(onlyProd, { show: 'stuck' }, mine)).toEqual([]);
    expect(visibleProjects(onlyProd, { show: 'stuck' }, mine, invalid).map(({ name }) => name)).toEqual(['checkout']);
    expect(countStages(projects, 'stuck', mine, invalid)).toBe(2);
  });

  it('call a stage stuck that stopped, or whose policy can never be met', () => {
    const [first] = projects;
    const alerted = (slug: string) =>
      first ? [{ ...first, stages: first.stages.slice(0, 1).map((stage) => ({ ...stage, alerts: [{ slug, text: '' }] })) }] : [];
    expect(countStages(alerted('loop-broken'), 'stuck', mine)).toBe(1);
    expect(countStages(alerted('policy-invalid'), 'stuck', mine)).toBe(1);
    expect(countStages(alerted('revision-mismatch'), 'stuck', mine)).toBe(0);
  });

  it('search names, images and versions, all words', () => {
    const found = (q: string) => visibleProjects(projects, { q }, mine).map(({ name }) => name);
    expect(found('users-ui')).toEqual(['image-promotion']);
    expect(found('STG-us')).toEqual(['checkout']);
    expect(found('checkout users-ui')).toEqual([]);
  });
});

it('an address with nonsense is an address without filters', () => {
  expect(readBoardSearch({ show: 'everything', q: '  ' })).toEqual({});
  expect(readBoardSearch({ show: 'stuck', q: 'a b' })).toEqual({ show: 'stuck', q: 'a b' });
  expect(readBoardSearch({ stage: 'shop/prod' })).toEqual({ stage: 'shop/prod' });
  expect(readBoardSearch({ stage: 'shop' })).toEqual({});
});
