import { parseDuration } from '@promotion-bus/kit/format/duration';
import type { StageFigures } from '../../../api/types';

export const compared = ['leadTime', 'changeFailure', 'restore', 'waiting'] as const;
export type Compared = (typeof compared)[number];

export interface Bar {
  project: string;
  stage: string;
  /** 0 to 1 of the longest in the chart, or null where nothing was measured. */
  share: number | null;
  /** Where nine of ten ended, as the same share; null for rates and where unknown. */
  p90: number | null;
}

interface Measured {
  value: number | null;
  p90: number | null;
}

/** One bar a stage for a measure, all on one scale. */
export function bars(stages: readonly StageFigures[], measure: Compared): Bar[] {
  const measured = stages.map((stage) => measuredOf(stage, measure));
  const longest = Math.max(0, ...measured.flatMap(({ value, p90 }) => [value ?? 0, p90 ?? 0]));
  const share = (value: number | null) => (value === null ? null : longest === 0 ? 0 : value / longest);
  return stages.map(({ project, stage }, index) => ({
    project,
    stage,
    share: share(measured[index]?.value ?? null),
    p90: share(measured[index]?.p90 ?? null),
  }));
}

/** The figure a measure is about, under the names of the API. */
export function durationOf(stage: StageFigures, measure: Exclude<Compared, 'changeFailure'>): StageFigures['leadTime'] {
  switch (measure) {
    case 'leadTime':
      return stage.leadTime;
    case 'restore':
      return stage.timeToRestore;
    case 'waiting':
      return stage.waitingForApproval;
  }
}

function measuredOf(stage: StageFigures, measure: Compared): Measured {
  if (measure === 'changeFailure') {
    const { failed, total } = stage.changeFailure;
    return { value: total === 0 ? null : failed / total, p90: null };
  }
  const { samples, median, p90 } = durationOf(stage, measure);
  if (samples === 0) return { value: null, p90: null };
  return { value: median ? parseDuration(median) : null, p90: p90 ? parseDuration(p90) : null };
}
