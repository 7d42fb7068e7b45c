import { OFFLINE, ProblemError } from '@promotion-bus/kit/http/problem';
import { useSyncExternalStore } from 'react';
import type { Config } from '../config/config';
import { removeAllDrafts } from './draft';
import { CALLBACK, localPath, loginSucceeded, loginTried } from './paths';
import { type Me, storedTokens, storeTokens, type Tokens } from './tokens';

/** `lost`: it was there and ended; the page stays, because the person may have typed something. */
export type Session = { state: 'none' } | { state: 'alive'; me: Me } | { state: 'lost'; me: Me };

/** An access token this close to its end is renewed first: it must survive the way to the server. */
const MARGIN_MS = 20_000;
const LEFT = 'users-ui.left';

let config: Config | null = null;
let tokens: Tokens | null = null;
let session: Session = { state: 'none' };
let renewing: Promise<string | null> | null = null;
const listeners = new Set<() => void>();

// The provider's library is fetched when it is needed; the page shows itself before.
const oidc = () => import('./oidc');

/** Takes up the session of this tab, or the one that the provider just gave. Null: somebody must log in. */
export async function openSession(given: Config): Promise<Me | null> {
  config = given;
  if (location.pathname === CALLBACK) {
    const { finishLogin } = await oidc();
    const finished = await finishLogin(given, new URL(location.href)).finally(() => history.replaceState(null, '', '/'));
    history.replaceState(null, '', finished.path);
    keep(finished.tokens);
    // It came to something: should the tokens be gone when the page is opened again, another may start by itself.
    loginSucceeded();
    return finished.tokens.me;
  }
  tokens = storedTokens();
  if (!tokens) return null;
  keep(tokens);
  // Old tokens are tried at once, so that a page never appears only to say that the session ended long ago.
  await accessToken();
  if (current().state === 'alive') return tokens.me;
  forget();
  return null;
}

/** A token that is good for a moment, renewed if needed; null when the session is over. */
export function accessToken(): Promise<string | null> {
  if (!tokens || session.state !== 'alive') return Promise.resolve(null);
  if (tokens.expiresAt - Date.now() > MARGIN_MS) return Promise.resolve(tokens.access);
  renewing ??= renewed(tokens).finally(() => {
    renewing = null;
  });
  return renewing;
}

async function renewed(old: Tokens): Promise<string | null> {
  const { renew, Refused } = await oidc();
  try {
    if (!config) throw new Refused('no configuration');
    keep(await renew(config, old));
    return tokens?.access ?? null;
  } catch (error) {
    if (error instanceof Refused) {
      sessionLost();
      return null;
    }
    // The provider is away, which ends nothing: while the old token lives it serves.
    if (old.expiresAt > Date.now()) return old.access;
    throw new ProblemError(OFFLINE, 0, OFFLINE);
  }
}

export async function logIn(path: string): Promise<void> {
  if (!config) return;
  loginTried(Date.now());
  sessionStorage.removeItem(LEFT);
  await (await oidc()).startLogin(config, localPath(path));
}

export async function logOut(): Promise<void> {
  if (!config) return;
  const address = await (await oidc()).logoutAddress(config, tokens);
  storeTokens(null);
  removeAllDrafts();
  sessionStorage.setItem(LEFT, 'true');
  location.assign(address);
}

/** Who just logged out does not want to be logged in again by the page itself. */
export function hasLeft(): boolean {
  return sessionStorage.getItem(LEFT) !== null;
}

/** The API no longer takes the token. */
export function sessionLost(): void {
  if (session.state === 'alive') change({ state: 'lost', me: session.me });
}

/** The session as if the page had just been opened, for tests. */
export function forget(): void {
  tokens = null;
  storeTokens(null);
  change({ state: 'none' });
}

export function useSession(): Session {
  return useSyncExternalStore(subscribe, current);
}

/** Whether the signed-in person may change users. The server decides; this only spares dead ends. */
export function useMayWrite(): boolean {
  const now = useSession();
  return now.state !== 'none' && now.me.roles.includes('user-admin');
}

function keep(next: Tokens): void {
  tokens = next;
  storeTokens(next);
  change({ state: 'alive', me: next.me });
}

function current(): Session {
  return session;
}

function change(next: Session): void {
  session = next;
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
