import { duration, parseDuration } from '@promotion-bus/kit/format/duration';

interface DurationFigure {
  samples: number;
  median?: string | null;
}

/** The median as people say it, or null where nothing was measured. */
export function medianText(figure: DurationFigure): string | null {
  const ms = figure.median ? parseDuration(figure.median) : null;
  return ms === null || figure.samples === 0 ? null : duration(ms);
}

/** "12 %", or null where nothing could have failed. */
export function rateText(figure: { failed: number; total: number }, language: string): string | null {
  if (figure.total === 0) return null;
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(
    figure.failed / figure.total,
  );
}

/** How often in the unit a person would use: per day, else per week. */
export function frequency(perDay: number): { value: number; unit: 'day' | 'week' } {
  return perDay >= 1 || perDay === 0 ? { value: perDay, unit: 'day' } : { value: perDay * 7, unit: 'week' };
}
