const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "há 3 min", "in 2 days"; below a minute in steps of a second so that waiting people see it move. */
export function relativeTime(at: number, now: number, language: string): string {
  const difference = at - now;
  const size = Math.abs(difference);
  const format = relativeFormat(language);
  if (size < MINUTE) return plain(format.format(Math.trunc(difference / 1000), 'second'));
  if (size < HOUR) return plain(format.format(Math.trunc(difference / MINUTE), 'minute'));
  if (size < DAY) return plain(format.format(Math.trunc(difference / HOUR), 'hour'));
  return plain(format.format(Math.trunc(difference / DAY), 'day'));
}

/** The time in the viewer's zone: only the hour today, with the weekday within a week, else with the date. */
export function localTime(at: number, now: number, language: string): string {
  const days = Math.abs(startOfDay(at) - startOfDay(now)) / DAY;
  if (days < 0.5) return dateFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
  if (days < 6.5) {
    return plain(dateFormat(language, { weekday: 'short', hour: '2-digit', minute: '2-digit' }).format(at));
  }
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return plain(
    dateFormat(language, {
      day: '2-digit',
      month: 'short',
      ...(sameYear ? {} : { year: 'numeric' }),
      hour: '2-digit',
      minute: '2-digit',
    }).format(at),
  );
}

/** Date and time to the second in the viewer's zone, for tables. */
export function fullTime(at: number, language: string): string {
  return dateFormat(language, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(at);
}

/** The exact instant, the same for every viewer. */
export function utcTime(at: number): string {
  return `${new Date(at).toISOString().replace('T', ' ').replace(/\.\d+Z$/, '')} UTC`;
}

/** How long until the text of a relative time may change. */
export function nextTick(at: number, now: number): number {
  const size = Math.abs(at - now);
  if (size < MINUTE) return 1000;
  if (size < HOUR) return 15_000;
  return MINUTE;
}

/** Abbreviations without their full stop: "há 2 min", "seg, 09:00". */
function plain(text: string): string {
  return text.replace(/\./g, '');
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

const relativeFormats = new Map<string, Intl.RelativeTimeFormat>();
function relativeFormat(language: string): Intl.RelativeTimeFormat {
  let format = relativeFormats.get(language);
  if (!format) {
    format = new Intl.RelativeTimeFormat(language, { numeric: 'always', style: 'short' });
    relativeFormats.set(language, format);
  }
  return format;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();
function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  let format = dateFormats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(language, { ...options, hourCycle: 'h23' });
    dateFormats.set(key, format);
  }
  return format;
}
