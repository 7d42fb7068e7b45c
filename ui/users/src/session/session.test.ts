import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Config } from '../config/config';
import { CALLBACK, loginTried, mayLoginByItself } from './paths';
import { forget, openSession } from './session';

const client = 'users-ui';
let provider: Server;
let config: Config;

beforeAll(async () => {
  provider = createServer((request, response) => {
    const issuer = `http://${request.headers.host ?? ''}`;
    const answer = request.url?.startsWith('/.well-known/')
      ? { issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` }
      : { access_token: 'the-token', token_type: 'Bearer', expires_in: 300, id_token: idToken(issuer) };
    response.setHeader('Content-Type', 'application/json').setHeader('Access-Control-Allow-Origin', '*');
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((listening) => provider.listen(0, '127.0.0.1', listening));
  const { port } = provider.address() as AddressInfo;
  config = { issuer: `http://127.0.0.1:${port}`, clientId: client, environment: null };
});

afterAll(() => {
  forget();
  history.replaceState(null, '', '/');
  provider.closeAllConnections();
  provider.close();
});

/** A login that the provider has just agreed to, back in the page. */
function cameBack(now: number) {
  loginTried(now);
  const pending = { state: 'the-state', nonce: 'the-nonce', verifier: 'v'.repeat(43), path: '/users?q=ana' };
  sessionStorage.setItem('users-ui.login', JSON.stringify(pending));
  history.replaceState(null, '', `${CALLBACK}?code=the-code&state=the-state`);
}

it('lets the page log in by itself again once a login came to something', async () => {
  const now = Date.now();
  cameBack(now);
  expect(mayLoginByItself(now + 1)).toBe(false);

  expect(await openSession(config)).toMatchObject({ username: 'ana', roles: ['user-admin'] });

  expect(location.pathname + location.search).toBe('/users?q=ana');
  expect(mayLoginByItself(now + 1)).toBe(true);
});

it('does not start again by itself where the login came to nothing', async () => {
  const now = Date.now();
  cameBack(now);
  history.replaceState(null, '', `${CALLBACK}?error=access_denied&state=the-state`);

  await expect(openSession(config)).rejects.toThrow();

  expect(mayLoginByItself(now + 1)).toBe(false);
});

/** Came straight from the provider, so that its signature is not looked at. */
function idToken(issuer: string): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, aud: client, sub: 's-1', iat: now, exp: now + 300, nonce: 'the-nonce' };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part({ ...claims, preferred_username: 'ana', roles: ['user-admin'] })}.c2ln`;
}
