import { beforeEach, describe, expect, it } from 'vitest';
import { localPath, loginAddress, mayLoginByItself, wantedPath } from './login';

describe('the way to the login and back', () => {
  beforeEach(() => sessionStorage.clear());

  it('comes back to the page with its filters', () => {
    expect(loginAddress('/audit?stage=prod')).toBe('/oauth2/authorization/keycloak?return=%2Faudit%3Fstage%3Dprod');
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', ''])(
    'never comes back to %j',
    (path) => {
      expect(localPath(path)).toBe('/');
    },
  );

  it('does not turn in circles', () => {
    expect(mayLoginByItself(1_000_000)).toBe(true);
    sessionStorage.setItem('promotion-bus.login-at', '1000000');
    expect(mayLoginByItself(1_005_000)).toBe(false);
    expect(mayLoginByItself(1_100_000)).toBe(true);
  });

  it('remembers where to after a login that failed', () => {
    sessionStorage.setItem('promotion-bus.wanted', '/approvals/7');
    expect(wantedPath({ pathname: '/', search: '?login=failed' })).toBe('/approvals/7');
    expect(wantedPath({ pathname: '/audit', search: '?q=x' })).toBe('/audit?q=x');
  });
});
