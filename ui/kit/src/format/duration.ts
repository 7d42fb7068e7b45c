const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** "2 min 10 s", "71 h 58 min"; two units at most, milliseconds only below a second. Hours run on to three days. */
export function duration(ms: number): string {
  const size = Math.max(0, ms);
  if (size < 1000) return `${Math.round(size)} ms`;
  let rest = Math.round(size / 1000) * 1000;
  const parts: string[] = [];
  for (const [unit, length] of UNITS) {
    if (unit === 'd' && size < 3 * length) continue;
    const count = Math.floor(rest / length);
    if (count === 0 && parts.length === 0) continue;
    if (count > 0) parts.push(`${count} ${unit}`);
    rest -= count * length;
    if (parts.length === 2 || (parts.length === 1 && count === 0)) break;
  }
  return parts.join(' ');
}

const ISO = /^P(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Milliseconds of an ISO 8601 duration of days and smaller, or null for anything else. */
export function parseDuration(iso: string): number | null {
  const match = ISO.exec(iso);
  if (!match || iso === 'P' || iso.endsWith('T')) return null;
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = match;
  return Number(days) * 86_400_000 + Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1000;
}
