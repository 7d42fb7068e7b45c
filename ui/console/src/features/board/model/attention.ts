import type { BoardProject, BoardStage, Candidate } from '../../../api/types';
import { versionOf } from '../../../model/versions';
import type { BoardFilter, BoardSearch } from './search';

/** Holds that no clock and no other step will end: somebody has to do something. */
const needsSomebody = new Set([
  'promotion-failed',
  'promotion-aborted',
  'policy-invalid',
  'held-by-kargo',
  'kargo-denied',
  'loop-broken',
  'commits-unavailable',
  'quarantined',
  'request-expired',
  'approval-expired',
]);

export function isStuck(candidate: Candidate): boolean {
  return (
    candidate.state === 'failed' || (candidate.state === 'held' && needsSomebody.has(candidate.because?.slug ?? ''))
  );
}

export function isUnhealthy(stage: BoardStage): boolean {
  return stage.health === 'Unhealthy';
}

/** Whether the stage is one the filter asks for; `mine` are the ids of the requests the person may decide. */
export function matches(stage: BoardStage, filter: BoardFilter, mine: ReadonlySet<string>): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'mine':
      return stage.candidates.some(({ request }) => request != null && mine.has(request));
    case 'stuck':
      return stage.candidates.some(isStuck);
    case 'unhealthy':
      return isUnhealthy(stage);
  }
}

/** Projects with at least one stage the filter asks for and the text anywhere; projects stay whole and in order. */
export function visibleProjects(
  projects: readonly BoardProject[],
  search: BoardSearch,
  mine: ReadonlySet<string>,
): BoardProject[] {
  const words = (search.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return projects.filter((project) => {
    if (!project.stages.some((stage) => matches(stage, search.show ?? 'all', mine))) {
      return (search.show ?? 'all') === 'all' && project.stages.length === 0 && words.length === 0;
    }
    const text = searchText(project);
    return words.every((word) => text.includes(word));
  });
}

export function countStages(projects: readonly BoardProject[], filter: BoardFilter, mine: ReadonlySet<string>): number {
  return projects.reduce(
    (sum, project) => sum + project.stages.filter((stage) => matches(stage, filter, mine)).length,
    0,
  );
}

function searchText(project: BoardProject): string {
  const stages = project.stages.flatMap((stage) => [
    stage.name,
    ...(stage.current?.artifacts ?? []).flatMap((artifact) => [artifact.repository, artifact.tag ?? '']),
    ...stage.candidates.flatMap(({ artifacts, freight }) => [versionOf(artifacts, freight), freight]),
  ]);
  return [project.name, ...stages].join(' ').toLowerCase();
}
