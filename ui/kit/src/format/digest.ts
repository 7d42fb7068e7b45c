/** The first 12 characters of a digest or id without its algorithm, as people compare them. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha\d+:/, '').slice(0, 12);
}

/** A tag as shown: a full commit sha is cut to 7 characters, everything else stays. */
export function shortTag(tag: string): string {
  return /^[0-9a-f]{40}$/.test(tag) ? tag.slice(0, 7) : tag;
}
