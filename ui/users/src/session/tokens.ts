/** Who is signed in, from the ID token. */
export interface Me {
  subject: string;
  username: string;
  name: string;
  roles: readonly string[];
}

export interface Tokens {
  access: string;
  refresh: string | null;
  id: string | null;
  /** When the access token ends, in milliseconds of this browser's clock. */
  expiresAt: number;
  me: Me;
}

const KEY = 'users-ui.tokens';

/**
 * Kept for this tab, so that reloading for a new version is not a new login. No script of another origin runs here (the
 * content policy sees to it), and a closed tab forgets them.
 */
export function storeTokens(tokens: Tokens | null): void {
  if (tokens) sessionStorage.setItem(KEY, JSON.stringify(tokens));
  else sessionStorage.removeItem(KEY);
}

export function storedTokens(): Tokens | null {
  try {
    const text = sessionStorage.getItem(KEY);
    return text ? (JSON.parse(text) as Tokens) : null;
  } catch {
    return null;
  }
}
