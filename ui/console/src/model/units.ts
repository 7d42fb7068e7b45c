/** "há 2 s" stays together at the end of a line. */
export function keepUnits(text: string): string {
  return text.replace(/(\d) (?=(?:d|h|min|s)\b)/g, '$1\u00a0');
}
