import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { apiClient, cookie, read } from './client';
import { isTransient, OFFLINE, problemFrom, ProblemError } from './problem';

interface Paths {
  '/thing': {
    get: { responses: { 200: { content: { 'application/json': { a: number } } } } };
    post: { responses: { 200: { content: { 'application/json': { a: number } } } } };
  };
}

const answer = (status: number, body: unknown, type = 'application/json') =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } });

describe('apiClient', () => {
  const fetcher = vi.fn<(request: Request) => Promise<Response>>();
  const unauthenticated = vi.fn();
  const client = apiClient<Paths>({ language: () => 'pt-BR', onUnauthenticated: unauthenticated });

  beforeEach(() => {
    vi.stubGlobal('fetch', fetcher);
    document.cookie = 'XSRF-TOKEN=a=b-c';
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.clearAllMocks();
  });

  it('asks in the language of the viewer', async () => {
    fetcher.mockResolvedValue(answer(200, { a: 1 }));
    await expect(read(client.GET('/thing'))).resolves.toEqual({ a: 1 });
    expect(fetcher.mock.calls[0]?.[0].headers.get('Accept-Language')).toBe('pt-BR');
    expect(fetcher.mock.calls[0]?.[0].headers.get('X-XSRF-TOKEN')).toBeNull();
  });

  it('sends the raw CSRF cookie with every write', async () => {
    fetcher.mockResolvedValue(answer(200, { a: 1 }));
    await read(client.POST('/thing'));
    expect(fetcher.mock.calls[0]?.[0].headers.get('X-XSRF-TOKEN')).toBe('a=b-c');
  });

  it('turns a problem document into an error with slug and members', async () => {
    const problem = { type: 'https://promotionbus.io/problems/superseded', title: 'Old', status: 409, by: 'x' };
    fetcher.mockResolvedValue(answer(409, problem, 'application/problem+json'));
    await expect(read(client.POST('/thing'))).rejects.toMatchObject({ slug: 'superseded', status: 409, members: { by: 'x' } });
  });

  it('tells of a missing session before the caller sees the error', async () => {
    fetcher.mockResolvedValue(answer(401, {}));
    await expect(read(client.GET('/thing'))).rejects.toMatchObject({ status: 401 });
    expect(unauthenticated).toHaveBeenCalledOnce();
  });

  it('shows the token it is given, asked for at each call', async () => {
    fetcher.mockImplementation(() => Promise.resolve(answer(200, { a: 1 })));
    const tokens = ['first', null];
    const bearer = apiClient<Paths>({ language: () => 'en', token: () => Promise.resolve(tokens.shift() ?? null) });
    await read(bearer.GET('/thing'));
    await read(bearer.GET('/thing'));
    expect(fetcher.mock.calls.map(([request]) => request.headers.get('Authorization'))).toEqual(['Bearer first', null]);
  });

  it('asks nobody when the token cannot be had, and says why', async () => {
    const away = new ProblemError(OFFLINE, 0, OFFLINE);
    const bearer = apiClient<Paths>({ language: () => 'en', token: () => Promise.reject(away) });
    await expect(read(bearer.GET('/thing'))).rejects.toBe(away);
    expect(fetcher).not.toHaveBeenCalled();
  });

  it('calls a silent network by its name', async () => {
    fetcher.mockRejectedValue(new TypeError('fetch failed'));
    await expect(read(client.GET('/thing'))).rejects.toMatchObject({ slug: OFFLINE });
  });
});

it('finds a cookie whose value holds an equals sign', () => {
  expect(cookie('XSRF-TOKEN', 'a=1; XSRF-TOKEN=x=y==; b=2')).toBe('x=y==');
  expect(cookie('XSRF', 'XSRF-TOKEN=1')).toBeNull();
});

it('survives an answer that is not a problem document', () => {
  expect(problemFrom(502, '<html>')).toMatchObject({ slug: 'http-502', status: 502 });
});

it('retries only what nobody decided', () => {
  expect(isTransient(new ProblemError(OFFLINE, 0, ''))).toBe(true);
  expect(isTransient(new ProblemError('storage-unavailable', 503, ''))).toBe(true);
  expect(isTransient(new ProblemError('changed', 409, ''))).toBe(false);
});
