const KEY = 'promotion-bus.login-at';
const WANTED = 'promotion-bus.wanted';
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
    sessionStorage.setItem(WANTED, localPath(path));
  } catch {
    // Without storage the loop guard is off and mayLoginByItself already said no.
  }
  location.assign(loginAddress(path));
}

/** Where the person wanted to go when a login did not complete and the server sent them to the start page. */
export function wantedPath(location: { pathname: string; search: string }): string {
  if (!loginFailed(location.search)) return location.pathname + location.search;
  try {
    return localPath(sessionStorage.getItem(WANTED) ?? '/');
  } catch {
    return '/';
  }
}

export function loginFailed(search: string): boolean {
  return new URLSearchParams(search).get('login') === 'failed';
}
