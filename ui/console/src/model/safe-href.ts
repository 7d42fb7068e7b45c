/** An address from outside may be a link only as http or https: `javascript:` and the like stay text. */
export function safeHref(url: string | null | undefined): string | null {
  if (!url) return null;
  try {
    const { protocol, href } = new URL(url);
    return protocol === 'https:' || protocol === 'http:' ? href : null;
  } catch {
    return null;
  }
}

/** An address that stays on this origin, or null; a problem's member is no reason to go elsewhere. */
export function sameOrigin(url: unknown, origin: string): string | null {
  if (typeof url !== 'string') return null;
  try {
    const target = new URL(url, origin);
    return target.origin === origin ? target.href : null;
  } catch {
    return null;
  }
}
