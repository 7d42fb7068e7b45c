import type { BoardProject, BoardStage, Candidate, Policy } from '../../../api/types';
import { policyOf } from '../../../model/acts';
import { versionOf } from '../../../model/versions';
import type { BoardFilter, BoardSearch } from './search';
import { stopOf } from './stage';

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

/** Stopped until a person resumes it, or waiting for what its policy can never get. */
function cannotMove(stage: BoardStage): boolean {
  return stopOf(stage) !== null || (stage.alerts ?? []).some(({ slug }) => slug === 'policy-invalid');
}

export function isUnhealthy(stage: BoardStage): boolean {
  return stage.health === 'Unhealthy';
}

/** By `project/stage`, why its policy cannot be followed. */
export type InvalidPolicies = ReadonlyMap<string, string>;
const allValid: InvalidPolicies = new Map();

export function invalidPolicies(projects: readonly BoardProject[], policies: readonly Policy[]): InvalidPolicies {
  const found = new Map<string, string>();
  const concerned = new Set(policies.filter(({ ready }) => !ready).map(({ project }) => project));
  for (const { name, stages } of projects) {
    if (!concerned.has(name)) continue;
    for (const stage of stages) {
      const policy = policyOf(policies, name, stage);
      if (policy && !policy.ready) found.set(`${name}/${stage.name}`, policy.because ?? '');
    }
  }
  return found;
}

/** Whether the stage is one the filter asks for; `mine` are the ids of the requests the person may decide. */
export function matches(
  stage: BoardStage,
  filter: BoardFilter,
  mine: ReadonlySet<string>,
  policyInvalid = false,
): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'mine':
      return stage.candidates.some(({ request }) => request != null && mine.has(request));
    case 'stuck':
      return policyInvalid || cannotMove(stage) || stage.candidates.some(isStuck);
    case 'unhealthy':
      return isUnhealthy(stage);
  }
}

/** Projects with at least one stage the filter asks for and the text anywhere; projects stay whole and in order. */
export function visibleProjects(
  projects: readonly BoardProject[],
  search: BoardSearch,
  mine: ReadonlySet<string>,
  invalid = allValid,
): BoardProject[] {
  const words = (search.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return projects.filter((project) => {
    const asked = (stage: BoardStage) =>
      matches(stage, search.show ?? 'all', mine, invalid.has(`${project.name}/${stage.name}`));
    if (!project.stages.some(asked)) {
      return (search.show ?? 'all') === 'all' && project.stages.length === 0 && words.length === 0;
    }
    const text = searchText(project);
    return words.every((word) => text.includes(word));
  });
}

export function countStages(
  projects: readonly BoardProject[],
  filter: BoardFilter,
  mine: ReadonlySet<string>,
  invalid = allValid,
): number {
  return projects.reduce(
    (sum, { name, stages }) =>
      sum + stages.filter((stage) => matches(stage, filter, mine, invalid.has(`${name}/${stage.name}`))).length,
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
