import createClient, { type Client } from 'openapi-fetch';
import { OFFLINE, ProblemError, problemFrom } from './problem';

export interface ClientOptions {
  /** For `Accept-Language`: sentences from the server come in the viewer's language. */
  language: () => string;
  /** Called on every 401, before the error reaches the caller. */
  onUnauthenticated?: () => void;
  /** A bearer token for every call, or null for none; what it throws reaches the caller instead of an answer. */
  token?: () => Promise<string | null>;
  baseUrl?: string;
}

/** A client typed by the generated paths; same-origin session with its CSRF header on every write, or a bearer token. */
export function apiClient<Paths extends object>(options: ClientOptions): Client<Paths> {
  const client = createClient<Paths>({
    baseUrl: options.baseUrl ?? location.origin,
    credentials: 'same-origin',
    headers: { Accept: 'application/json, application/problem+json' },
    // Looked up at each call, so that a test can put its own in place.
    fetch: (request) => globalThis.fetch(request),
  });
  client.use({
    async onRequest({ request }) {
      request.headers.set('Accept-Language', options.language());
      const bearer = await options.token?.();
      if (bearer) request.headers.set('Authorization', `Bearer ${bearer}`);
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        const token = cookie('XSRF-TOKEN', document.cookie);
        if (token) request.headers.set('X-XSRF-TOKEN', token);
      }
      return request;
    },
    onResponse({ response }) {
      if (response.status === 401) options.onUnauthenticated?.();
    },
    onError({ error }) {
      if (error instanceof DOMException && error.name === 'AbortError') return error;
      return new ProblemError(OFFLINE, 0, OFFLINE);
    },
  });
  return client;
}

/** The data of an answer, or its problem thrown. */
export async function read<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<Exclude<T, undefined>> {
  const { data, error, response } = await call;
  if (!response.ok) throw problemFrom(response.status, error);
  return data as Exclude<T, undefined>;
}

/** The raw value of a cookie, as the server wants it back in the header. */
export function cookie(name: string, cookies: string): string | null {
  for (const part of cookies.split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}
