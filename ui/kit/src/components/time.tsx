import { useTranslation } from 'react-i18next';
import { duration } from '../format/duration';
import { fullTime, localTime, nextTick, relativeTime, utcTime } from '../format/time';
import { useNow } from '../now';

interface TimeProps {
  at: string;
}

/** "há 3 min"; the exact instant in UTC on hover. */
export function RelativeTime({ at }: TimeProps) {
  const { i18n } = useTranslation('kit');
  const instant = Date.parse(at);
  const now = useNowNear(instant);
  // A clock that is a little behind the server's must not announce the past as future.
  const shown = instant > now && instant - now < 2000 ? now : instant;
  return (
    <time dateTime={at} title={utcTime(instant)}>
      {relativeTime(shown, now, i18n.language)}
    </time>
  );
}

/** The local time, as short as it can be without doubt. */
export function LocalTime({ at }: TimeProps) {
  const { i18n } = useTranslation('kit');
  const instant = Date.parse(at);
  const now = useNow(60_000);
  return (
    <time dateTime={at} title={utcTime(instant)}>
      {localTime(instant, now, i18n.language)}
    </time>
  );
}

/** Local date and time to the second. */
export function FullTime({ at }: TimeProps) {
  const { i18n } = useTranslation('kit');
  const instant = Date.parse(at);
  return (
    <time dateTime={at} title={utcTime(instant)}>
      {fullTime(instant, i18n.language)}
    </time>
  );
}

/** How long something has been so, or how long until it ends; never below zero. */
export function Span({ from, until }: { from?: string; until?: string }) {
  const instant = Date.parse(until ?? from ?? '');
  const now = useNowNear(instant);
  return <span title={utcTime(instant)}>{duration(Math.max(1000, until ? instant - now : now - instant))}</span>;
}

/** The current time as often as a text about `instant` may change: by the second only while it is near. */
function useNowNear(instant: number): number {
  const coarse = useNow(15_000);
  return useNow(nextTick(instant, coarse));
}
