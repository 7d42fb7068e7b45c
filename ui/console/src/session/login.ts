const KEY = 'promotion-bus.login-at';
const LOOP_MS = 15_000;

/** Where the login starts; it comes back to `path`, which is always one of ours. */
export function loginAddress(path: string): string {
  return `/oauth2/authorization/keycloak?return=${encodeURIComponent(localPath(path))}`;
}

/** Only a path on this host: anything else would be an open redirect. */
export function localPath(path: string): string {
  return /^\/(?![/\\])/.test(path) ? path : '/';
}

/** False when a login was tried a moment ago and the session is still missing: then a person must press the button. */
export function mayLoginByItself(now: number): boolean {
  try {
    const last = Number(sessionStorage.getItem(KEY) ?? 0);
    return now - last > LOOP_MS;
  } catch {
    return false;
  }
}

export function goToLogin(path: string, now = Date.now()): void {
  try {
    sessionStorage.setItem(KEY, String(now));
  } catch {
    // Without storage the loop guard is off and mayLoginByItself already said no.
  }
  location.assign(loginAddress(path));
}
