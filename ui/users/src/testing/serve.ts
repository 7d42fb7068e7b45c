import { afterEach, vi } from 'vitest';

export interface Received {
  method: string;
  path: string;
  search: URLSearchParams;
  body: unknown;
}

type Answer = (request: Received) => { status?: number; body: unknown } | Promise<{ status?: number; body: unknown }>;
export type Answers = Record<string, Answer>;

/**
 * Answers the page's requests for one test, keyed `GET /api/board`; `*` stands for one path segment. A request nobody
 * expected fails the test: there is no second backend here.
 */
export function serve(answers: Answers): Received[] {
  const received: Received[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url);
    const text = await request.text();
    const call: Received = {
      method: request.method,
      path: url.pathname,
      search: url.searchParams,
      body: text ? JSON.parse(text) : null,
    };
    received.push(call);
    const key = Object.keys(answers).find((each) => matches(each, call));
    if (!key) throw new Error(`unexpected request: ${call.method} ${call.path}`);
    const { status = 200, body } = (await answers[key]?.(call)) ?? { body: null };
    return new Response(JSON.stringify(body), {
      status,
      headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' },
    });
  });
  return received;
}

afterEach(() => {
  // The stub for EventSource and the like stays; only fetch belongs to a test.
  vi.stubGlobal('fetch', () => Promise.reject(new Error('no server in this test')));
});

export function problem(status: number, slug: string, members: Record<string, unknown> = {}) {
  return { status, body: { type: `https://promotionbus.io/problems/${slug}`, title: slug, status, ...members } };
}

function matches(key: string, call: Received): boolean {
  const [method, path] = key.split(' ');
  const pattern = new RegExp(`^${(path ?? '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\\\*/g, '[^/]+')}$`);
  return method === call.method && pattern.test(call.path);
}
