import { shortTag } from '@promotion-bus/kit/format/digest';
import type { Artifact } from '../api/types';

/** What people call a version: the tag all artifacts share, else the first one's, else the start of the Freight's name. */
export function versionOf(artifacts: readonly Artifact[], freight?: string | null): string {
  const tag = artifacts.find((artifact) => artifact.tag)?.tag;
  if (tag) return shortTag(tag);
  return freight ? freight.slice(0, 7) : '–';
}

/** Whether one word stands for all artifacts. */
export function sameTag(artifacts: readonly Artifact[]): boolean {
  return new Set(artifacts.map((artifact) => artifact.tag ?? '')).size <= 1;
}

/** `acme/users-api` → `users-api`: the owner is the same for everything on a page. */
export function imageName(repository: string): string {
  return repository.split('/').pop() ?? repository;
}

export interface ArtifactChange {
  repository: string;
  from: Artifact | null;
  to: Artifact | null;
  /** `retagged`: the same digest under another tag, so nothing that runs would change. */
  kind: 'added' | 'removed' | 'changed' | 'retagged' | 'same';
}

/** What differs per repository, changes first. */
export function compareArtifacts(current: readonly Artifact[], incoming: readonly Artifact[]): ArtifactChange[] {
  const repositories = [...new Set([...incoming, ...current].map((artifact) => artifact.repository))];
  const changes = repositories.map((repository): ArtifactChange => {
    const from = current.find((artifact) => artifact.repository === repository) ?? null;
    const to = incoming.find((artifact) => artifact.repository === repository) ?? null;
    return { repository, from, to, kind: kindOf(from, to) };
  });
  return changes.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

const order: ArtifactChange['kind'][] = ['changed', 'added', 'removed', 'retagged', 'same'];

function kindOf(from: Artifact | null, to: Artifact | null): ArtifactChange['kind'] {
  if (!from) return 'added';
  if (!to) return 'removed';
  const sameDigest = from.digest && to.digest ? from.digest === to.digest : from.tag === to.tag;
  if (!sameDigest) return 'changed';
  return from.tag === to.tag ? 'same' : 'retagged';
}

interface Known {
  current?: { artifacts: readonly Artifact[]; origins: readonly { freight: string }[] } | null;
  candidates: readonly { freight: string; artifacts: readonly Artifact[] }[];
}

/** The word for any Freight of a project that is on the board now; others are called by the start of their name. */
export function versionNames(stages: readonly Known[]): (freight: string) => string {
  const words = new Map<string, string>();
  for (const { current, candidates } of stages) {
    const [only, more] = current?.origins ?? [];
    if (current && only && !more) words.set(only.freight, versionOf(current.artifacts, only.freight));
    for (const { freight, artifacts } of candidates) words.set(freight, versionOf(artifacts, freight));
  }
  return (freight) => words.get(freight) ?? freight.slice(0, 7);
}
