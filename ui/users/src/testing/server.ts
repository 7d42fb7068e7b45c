import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

export interface Received {
  method: string;
  path: string;
  search: URLSearchParams;
  header: (name: string) => string | undefined;
  body: unknown;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

type Answer = (request: Received) => Reply | Promise<Reply>;
export type Answers = Record<string, Answer>;

let answers: Answers = {};
let received: Received[] = [];
let server: Server | undefined;

/** A real server on this machine for all tests of a worker; the pages' requests cross a socket to it. */
export async function startServer(): Promise<string> {
  const running = globalThis as { usersTestServer?: Server };
  server = running.usersTestServer ??= await listening();
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

/**
 * What the server answers during one test, keyed `GET /api/users/*`; `*` stands for one path segment. A request nobody
 * expected gets 501, which no page takes for an answer.
 */
export function serve(given: Answers): Received[] {
  answers = given;
  received = [];
  return received;
}

/** Answers nothing at all from here on: the connection breaks, as when the API is away. */
export const SILENCE: Reply = { status: 0 };

export function problem(status: number, slug: string, members: Record<string, unknown> = {}): Reply {
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
    body: { type: `https://promotionbus.io/problems/${slug}`, title: slug, status, ...members },
  };
}

afterEach(() => {
  answers = {};
});

async function listening(): Promise<Server> {
  const created = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => created.listen(0, 'localhost', resolve));
  created.unref();
  return created;
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const call = await receive(request);
  received.push(call);
  const key = Object.keys(answers).find((each) => matches(each, call));
  const { status = 200, headers = {}, body } = key
    ? ((await answers[key]?.(call)) ?? {})
    : { status: 501, body: { unexpected: `${call.method} ${call.path}` } };
  if (status === 0) {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

async function receive(request: IncomingMessage): Promise<Received> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += String(part);
  const url = new URL(request.url ?? '/', 'http://localhost');
  return {
    method: request.method ?? '',
    path: url.pathname,
    search: url.searchParams,
    header: (name) => request.headers[name.toLowerCase()]?.toString(),
    body: text ? (JSON.parse(text) as unknown) : null,
  };
}

function matches(key: string, call: Received): boolean {
  const [method, path] = key.split(' ');
  const pattern = new RegExp(`^${(path ?? '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\\\*/g, '[^/]+')}$`);
  return method === call.method && pattern.test(call.path);
}
