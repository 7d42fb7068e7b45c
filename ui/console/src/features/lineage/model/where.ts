import type { BoardProject, Promotion } from '../../../api/types';

/** The project a version belongs to: where the board shows it now, else where it was ever promoted, else the only one. */
export function projectOf(
  freight: string,
  projects: readonly BoardProject[],
  promotions: readonly Promotion[],
): BoardProject | null {
  const shows = (project: BoardProject) =>
    project.stages.some(
      ({ current, candidates }) =>
        current?.origins.some((origin) => origin.freight === freight) ||
        candidates.some((candidate) => candidate.freight === freight),
    );
  const promoted = promotions[0]?.project;
  return (
    projects.find(shows) ??
    projects.find(({ name }) => name === promoted) ??
    (projects.length === 1 ? (projects[0] ?? null) : null)
  );
}
