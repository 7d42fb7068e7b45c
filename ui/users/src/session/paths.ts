/** Where the provider sends the person back to; not a page. */
export const CALLBACK = '/login/callback';

const TRIED = 'users-ui.login-at';
const LOOP_MS = 15_000;

/** Only a path on this host: anything else would be an open redirect. The callback itself is nowhere to go. */
export function localPath(path: string): string {
  return /^\/(?![/\\])/.test(path) && !path.startsWith(CALLBACK) ? path : '/';
}

/** False when a login was tried a moment ago and there is still no session: then a person must press the button. */
export function mayLoginByItself(now: number): boolean {
  try {
    return now - Number(sessionStorage.getItem(TRIED) ?? 0) > LOOP_MS;
  } catch {
    return false;
  }
}

export function loginTried(now: number): void {
  sessionStorage.setItem(TRIED, String(now));
}

/** Ends what {@link loginTried} began. */
export function loginSucceeded(): void {
  sessionStorage.removeItem(TRIED);
}
