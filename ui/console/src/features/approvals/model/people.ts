import type { Asked, Commit } from '../../../api/types';

export interface AuthorLine {
  name: string;
  commits: number;
}

/** Everybody who wrote something that would come, most commits first. */
export function authorsOf(commits: readonly Commit[]): AuthorLine[] {
  const lines = new Map<string, AuthorLine>();
  for (const commit of commits) {
    for (const author of commit.authors) {
      const name = author.name ?? author.login ?? '';
      if (!name) continue;
      const line = lines.get(author.login ?? name) ?? { name, commits: 0 };
      line.commits += 1;
      lines.set(author.login ?? name, line);
    }
  }
  return [...lines.values()].sort((a, b) => b.commits - a.commits || a.name.localeCompare(b.name));
}

/** Who was asked, apart: those who may decide, and those who may not with the reason they share. */
export function askedGroups(asked: readonly Asked[]): { may: Asked[]; not: { because: string; people: Asked[] }[] } {
  const not = new Map<string, Asked[]>();
  for (const person of asked) {
    if (person.may) continue;
    const because = person.because?.text ?? '';
    not.set(because, [...(not.get(because) ?? []), person]);
  }
  return {
    may: asked.filter((person) => person.may),
    not: [...not].map(([because, people]) => ({ because, people })),
  };
}

export function personName(person: { name?: string | null; username?: string | null }): string {
  return person.name || person.username || '–';
}
