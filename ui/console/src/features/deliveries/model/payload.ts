/** The body as people read it: JSON indented, everything else as it came. It is always shown as text, never as HTML. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

const KIB = 1024;

export function byteSize(bytes: number, language: string): string {
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
  if (bytes < KIB) return `${number(bytes, 0)} B`;
  if (bytes < KIB * KIB) return `${number(bytes / KIB, 1)} KiB`;
  return `${number(bytes / KIB / KIB, 1)} MiB`;
}
