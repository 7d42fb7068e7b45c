/** `2026-10-01T14:02` of the viewer's zone as an instant for the API; anything else is no limit. */
export function toInstant(local: string): string | undefined {
  const at = Date.parse(local);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** An instant as a date and time field of the viewer's zone shows it. */
export function toLocalField(instant: string | undefined): string {
  if (!instant) return '';
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
