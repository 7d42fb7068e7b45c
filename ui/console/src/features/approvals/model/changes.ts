import type { Commit } from '../../../api/types';

export interface Change {
  /** The newest commit of it: for a merge the merge itself. */
  commit: Commit;
  shas: string[];
  authors: string[];
}

/**
 * Commits as people read them: a pull request's only commit and its merge are one change, said once, by all who wrote it.
 * One whose author nobody knows stands for itself.
 */
export function changesOf(commits: readonly Commit[]): Change[] {
  const changes: Change[] = [];
  for (const commit of commits) {
    const authors = commit.authors.map((author) => author.name ?? author.login ?? '').filter(Boolean);
    const same = changes.find(
      (each) =>
        commit.pullRequest &&
        each.commit.pullRequest?.number === commit.pullRequest.number &&
        each.commit.title === commit.title &&
        each.authors.length > 0,
    );
    if (!same || authors.length === 0) {
      changes.push({ commit, shas: [commit.sha], authors });
      continue;
    }
    same.commit = commit;
    same.shas.push(commit.sha);
    same.authors = [...new Set([...same.authors, ...authors])];
  }
  return changes;
}
