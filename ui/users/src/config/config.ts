/** What differs between environments; read when the page starts, so that one build runs in all of them. */
export interface Config {
  /** The OpenID provider: HTTPS, or HTTP on this machine. */
  issuer: string;
  clientId: string;
  /** Shown until the API says which environment it is. */
  environment: string | null;
}

/** `/config.json` is missing or wrong: an operator's mistake, told in one sentence. */
export class ConfigError extends Error {}

const ADDRESS = '/config.json';

export async function loadConfig(signal?: AbortSignal): Promise<Config> {
  const response = await fetch(ADDRESS, { cache: 'no-store', ...(signal ? { signal } : {}) });
  if (!response.ok) throw new ConfigError(`${ADDRESS}: HTTP ${response.status}`);
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    throw new ConfigError(`${ADDRESS}: not JSON`);
  }
  return readConfig(body);
}

export function readConfig(body: unknown): Config {
  const { issuer, clientId, environment } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  if (typeof issuer !== 'string' || !isTrustworthy(issuer)) {
    throw new ConfigError(`${ADDRESS}: issuer must be an https address, or http on a loopback host`);
  }
  if (typeof clientId !== 'string' || !clientId) throw new ConfigError(`${ADDRESS}: clientId is missing`);
  return { issuer: issuer.replace(/\/$/, ''), clientId, environment: typeof environment === 'string' ? environment : null };
}

/** Tokens must not cross a network in the clear; on this machine there is no network to cross. */
function isTrustworthy(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === 'https:' || isLoopback(url);
}

export function isLoopback(url: URL): boolean {
  return url.protocol === 'http:' && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
}
