import { describe, expect, it } from 'vitest';
import { openRequest, promotionOf } from '../../../testing/fixtures/approvals';
import { FixtureClock } from '../../../testing/fixtures/clock';
import { changesOf } from './changes';
import { differences } from './difference';
import { mergeNewestFirst } from './merge';
import { steps } from './outcome';
import { askedGroups, authorsOf } from './people';
import { readApprovalsSearch } from './search';
import { follow } from './shown';

const clock = new FixtureClock(1_800_000_000_000);
const request = openRequest(clock, (pt) => pt);

describe('follow', () => {
  it('takes in what changes nothing about the decision', () => {
    const now = { ...request, require: [{ role: 'qa', count: 2, met: 1 }] };
    expect(follow(request, now)).toBe(now);
  });

  it('keeps what the person read when what would be decided changed', () => {
    expect(follow(request, { ...request, fingerprint: 'sha256:other' })).toBe(request);
  });

  it('lets go as soon as there is nothing to decide any more', () => {
    const now = { ...request, state: 'superseded' as const, fingerprint: 'sha256:other' };
    expect(follow(request, now)).toBe(now);
  });

  it('never shows one request for another', () => {
    const other = { ...request, id: 'other' };
    expect(follow(request, other)).toBe(other);
    expect(follow(null, request)).toBe(request);
  });
});

describe('differences', () => {
  const changed = { ...request, fingerprint: 'sha256:other' };

  it('are none while the fingerprint is the same', () => {
    expect(differences(request, { ...request, current: null })).toEqual([]);
  });

  it('name the version that runs now', () => {
    const now = { ...changed, current: { freight: 'x', artifacts: request.incoming.artifacts } };
    expect(differences(request, now)).toEqual([{ kind: 'current', from: '26d8d3a', to: '0e5cc96' }]);
  });

  it('name commits and freezes', () => {
    const now = {
      ...changed,
      changes: { status: 'complete' as const, commits: [] },
      calendar: { openNow: true, freezes: [{ id: '1', reason: 'x', setBy: 'y', setAt: clock.ago(0) }] },
    };
    expect(differences(request, now).map(({ kind }) => kind)).toEqual(['commits', 'freezes']);
  });

  it('never say nothing when the fingerprint differs', () => {
    expect(differences(request, changed)).toEqual([{ kind: 'other' }]);
  });
});

describe('mergeNewestFirst', () => {
  const at = (hour: number) => ({ createdAt: `2026-01-01T${String(hour).padStart(2, '0')}:00:00Z` });

  it('is one list, newest first', () => {
    const { items, hasMore } = mergeNewestFirst([
      { items: [at(9), at(3)], hasMore: false },
      { items: [at(5)], hasMore: false },
    ]);
    expect(items).toEqual([at(9), at(5), at(3)]);
    expect(hasMore).toBe(false);
  });

  it('ends where something not loaded could come in between', () => {
    const { items, hasMore } = mergeNewestFirst([
      { items: [at(9), at(6)], hasMore: true },
      { items: [at(8), at(5)], hasMore: false },
    ]);
    expect(items).toEqual([at(9), at(8), at(6)]);
    expect(hasMore).toBe(true);
  });

  it('is empty for nothing', () => {
    expect(mergeNewestFirst([{ items: [], hasMore: false }])).toEqual({ items: [], hasMore: false });
  });
});

describe('steps', () => {
  const states = (phase: string | null) =>
    steps(clock.ago(0), phase === null ? null : promotionOf(request, clock, phase)).map(({ state }) => state);

  it('wait for the promotion first', () => {
    expect(states(null)).toEqual(['done', 'now', 'next', 'next']);
  });

  it('follow it to its end', () => {
    expect(states('Running')).toEqual(['done', 'done', 'now', 'next']);
    expect(states('Succeeded')).toEqual(['done', 'done', 'done', 'done']);
  });

  it.each(['Failed', 'Errored', 'Aborted'])('do not call %s done', (phase) => {
    expect(states(phase)).toEqual(['done', 'done', 'done', 'failed']);
  });
});

describe('people', () => {
  it('count authors once, however many commits they wrote', () => {
    expect(authorsOf(request.changes?.commits ?? [])).toEqual([
      { name: 'Ana Souza', commits: 2 },
      { name: 'Bruno Lima', commits: 1 },
    ]);
  });

  it('stand together when they may not for the same reason', () => {
    const { may, not } = askedGroups(request.asked ?? []);
    expect(may.map(({ username }) => username)).toEqual(['qa', 'lead']);
    expect(not).toHaveLength(1);
    expect(not[0]?.people).toHaveLength(2);
  });
});

it('knows its tabs', () => {
  expect(readApprovalsSearch({ tab: 'decided' })).toEqual({ tab: 'decided' });
  expect(readApprovalsSearch({ tab: 'mine' })).toEqual({});
  expect(readApprovalsSearch({ tab: 'x' })).toEqual({});
});

describe('changesOf', () => {
  const pullRequest = { number: 41, url: 'https://github.com/acme/users/pull/41' };
  const commit = (sha: string, title: string, names: string[], pull: typeof pullRequest | null = pullRequest) => ({
    sha,
    title,
    authors: names.map((name) => ({ name })),
    pullRequest: pull,
  });

  it('says a commit and its merge once, by everybody who wrote it', () => {
    const [change, ...more] = changesOf([commit('a', 'feat: x', ['Ana', 'Bruno']), commit('b', 'feat: x', ['Ana'])]);
    expect(more).toEqual([]);
    expect(change).toMatchObject({ commit: { sha: 'b' }, shas: ['a', 'b'], authors: ['Ana', 'Bruno'] });
  });

  it('keeps apart what differs, what came without a pull request and what nobody is known to have written', () => {
    const commits = [
      commit('a', 'feat: x', ['Ana']),
      commit('b', 'fix: x', ['Ana']),
      commit('c', 'feat: x', [], pullRequest),
      commit('d', 'chore', ['Ana'], null),
      commit('e', 'chore', ['Ana'], null),
    ];
    expect(changesOf(commits).map(({ shas }) => shas.join(''))).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
