import * as oauth from 'oauth4webapi';
import { type Config, isLoopback } from '../config/config';
import { CALLBACK, localPath } from './paths';
import type { Me, Tokens } from './tokens';

const PENDING = 'users-ui.login';

interface Pending {
  state: string;
  nonce: string;
  verifier: string;
  path: string;
}

/** The provider said no: the login or the session is over, whatever the network does. */
export class Refused extends Error {}

/** Sends the person to the provider (code flow, PKCE S256); they come back to `path`. */
export async function startLogin(config: Config, path: string): Promise<void> {
  const server = await discover(config);
  const pending: Pending = {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
    path: localPath(path),
  };
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  const address = new URL(server.authorization_endpoint ?? '');
  const query = {
    client_id: config.clientId,
    response_type: 'code',
    scope: 'openid profile email',
    redirect_uri: location.origin + CALLBACK,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
    ui_locales: document.documentElement.lang,
  };
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  location.assign(address);
}

/** Takes the code that came back in the address, once, and gives the tokens and where the person wanted to go. */
export async function finishLogin(config: Config, address: URL): Promise<{ tokens: Tokens; path: string }> {
  const stored = sessionStorage.getItem(PENDING);
  sessionStorage.removeItem(PENDING);
  if (!stored) throw new Refused('no login was under way in this tab');
  const pending = JSON.parse(stored) as Pending;
  const server = await discover(config);
  const client = clientOf(config);
  return refusing(async () => {
    const answer = oauth.validateAuthResponse(server, client, address, pending.state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      answer,
      location.origin + CALLBACK,
      pending.verifier,
      transport(config),
    );
    const result = await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: pending.nonce,
      requireIdToken: true,
    });
    return { tokens: tokensOf(result, null), path: pending.path };
  });
}

/** New tokens for old ones, without the person noticing. */
export async function renew(config: Config, old: Tokens): Promise<Tokens> {
  const { refresh } = old;
  if (!refresh) throw new Refused('there is no refresh token');
  const server = await discover(config);
  const client = clientOf(config);
  return refusing(async () => {
    const response = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), refresh, transport(config));
    return tokensOf(await oauth.processRefreshTokenResponse(server, client, response), old);
  });
}

/** Where the session at the provider ends; it comes back to the start page. */
export async function logoutAddress(config: Config, tokens: Tokens | null): Promise<string> {
  const server = await discover(config);
  if (!server.end_session_endpoint) return '/';
  const address = new URL(server.end_session_endpoint);
  address.searchParams.set('client_id', config.clientId);
  address.searchParams.set('post_logout_redirect_uri', `${location.origin}/`);
  if (tokens?.id) address.searchParams.set('id_token_hint', tokens.id);
  return address.href;
}

const known = new Map<string, Promise<oauth.AuthorizationServer>>();

function discover(config: Config): Promise<oauth.AuthorizationServer> {
  const before = known.get(config.issuer);
  if (before) return before;
  const issuer = new URL(config.issuer);
  const asked = oauth
    .discoveryRequest(issuer, transport(config))
    .then((response) => oauth.processDiscoveryResponse(issuer, response));
  known.set(config.issuer, asked);
  // A provider that was away is asked again next time.
  asked.catch(() => known.delete(config.issuer));
  return asked;
}

function clientOf(config: Config): oauth.Client {
  return { client_id: config.clientId };
}

function transport(config: Config) {
  return { [oauth.allowInsecureRequests]: isLoopback(new URL(config.issuer)) };
}

async function refusing<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const decided =
      error instanceof oauth.AuthorizationResponseError ||
      (error instanceof oauth.ResponseBodyError && error.status < 500) ||
      error instanceof oauth.OperationProcessingError;
    throw decided ? new Refused(error.message) : error;
  }
}

function tokensOf(result: oauth.TokenEndpointResponse, old: Tokens | null): Tokens {
  const claims = oauth.getValidatedIdTokenClaims(result);
  const me = claims ? meOf(claims) : old?.me;
  if (!me) throw new Refused('the provider sent no ID token');
  return {
    access: result.access_token,
    refresh: result.refresh_token ?? old?.refresh ?? null,
    id: result.id_token ?? old?.id ?? null,
    expiresAt: Date.now() + (result.expires_in ?? 60) * 1000,
    me,
  };
}

function meOf(claims: oauth.IDToken): Me {
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const username = text(claims['preferred_username']) || claims.sub;
  const roles = Array.isArray(claims['roles']) ? claims['roles'].filter((role) => typeof role === 'string') : [];
  return { subject: claims.sub, username, name: text(claims['name']) || username, roles };
}
