import { describe, expect, it } from 'vitest';
import { keepUnits } from './units';
import { safeHref, sameOrigin } from './safe-href';
import { compareArtifacts, imageName, versionNames, versionOf } from './versions';
import { waterfall } from './waterfall';

const artifact = (repository: string, tag: string, digest: string) => ({ repository, tag, digest });

describe('versionOf', () => {
  it('is the tag people know, a commit cut to 7', () => {
    expect(versionOf([artifact('a/b', 'v1.2.3', 'x')])).toBe('v1.2.3');
    expect(versionOf([artifact('a/b', 'a'.repeat(40), 'x')])).toBe('aaaaaaa');
    expect(versionOf([], 'f0cdb3e1234')).toBe('f0cdb3e');
    expect(versionOf([])).toBe('–');
  });

  it('drops the owner of an image', () => {
    expect(imageName('docker.io/acme/users-api')).toBe('users-api');
  });
});

describe('compareArtifacts', () => {
  it('tells a change from a new tag on the same digest', () => {
    const before = [artifact('api', '1', 'x'), artifact('ui', '1', 'y'), artifact('old', '1', 'z')];
    const after = [artifact('api', '2', 'xx'), artifact('ui', '2', 'y'), artifact('new', '2', 'n')];
    expect(compareArtifacts(before, after).map(({ repository, kind }) => `${repository} ${kind}`)).toEqual([
      'api changed',
      'new added',
      'old removed',
      'ui retagged',
    ]);
  });

  it('says same only when tag and digest are', () => {
    expect(compareArtifacts([artifact('a', '1', 'x')], [artifact('a', '1', 'x')])[0]?.kind).toBe('same');
    expect(compareArtifacts([artifact('a', '1', 'x')], [artifact('a', '1', 'y')])[0]?.kind).toBe('changed');
  });

  it('judges by the tag where a digest is unknown', () => {
    expect(compareArtifacts([{ repository: 'a', tag: '1' }], [{ repository: 'a', tag: '2' }])[0]?.kind).toBe('changed');
  });
});

describe('addresses from outside', () => {
  it.each(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', '/local', '', null, undefined])(
    '%j is no link',
    (url) => {
      expect(safeHref(url)).toBeNull();
    },
  );

  it('http and https are', () => {
    expect(safeHref('https://github.com/a/b/pull/1')).toBe('https://github.com/a/b/pull/1');
  });

  it('a step-up login stays here', () => {
    expect(sameOrigin('/oauth2/authorization/keycloak?fresh=true', 'https://bus.example')).toBe(
      'https://bus.example/oauth2/authorization/keycloak?fresh=true',
    );
    expect(sameOrigin('https://evil.example/', 'https://bus.example')).toBeNull();
    expect(sameOrigin('//evil.example/', 'https://bus.example')).toBeNull();
    expect(sameOrigin(7, 'https://bus.example')).toBeNull();
  });
});

describe('waterfall', () => {
  const at = (ms: number, durationMs: number) => ({ startedAt: new Date(ms).toISOString(), durationMs });

  it('puts every step at its place and in order', () => {
    const bars = waterfall([at(50, 50), at(0, 50)]);
    expect(bars.map(({ left, width }) => [left, width])).toEqual([
      [0, 50],
      [50, 50],
    ]);
  });

  it('keeps a step without length visible and inside', () => {
    const [, last] = waterfall([at(0, 100), at(100, 0)]);
    expect(last?.width).toBeGreaterThan(0);
    expect((last?.left ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(100);
  });
});

it('a Freight is called by its tag where the board knows it', () => {
  const side = (freight: string, tag: string) => ({ freight, artifacts: [{ repository: 'a/b', tag }] });
  const nameOf = versionNames([
    { current: { artifacts: [{ repository: 'a/b', tag: 'v1' }], origins: [{ freight: 'f1' }] }, candidates: [side('f2', 'v2')] },
  ]);
  expect(['f1', 'f2', 'f3abcdef99'].map(nameOf)).toEqual(['v1', 'v2', 'f3abcde']);
});

it('a number keeps its unit at the end of a line', () => {
  expect(keepUnits('espera a decisão de po, pedida há 2 s')).toBe('espera a decisão de po, pedida há 2\u00a0s');
  expect(keepUnits('faltam 2 h 5 min em 3 stages')).toBe('faltam 2\u00a0h 5\u00a0min em 3 stages');
});
