import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';
import type { Approval } from '../src/api/types';
import { approvals, promotionOf } from '../src/testing/fixtures/approvals';
import { board } from '../src/testing/fixtures/board';
import { FixtureClock, type Say } from '../src/testing/fixtures/clock';
import { auditEvents, deliveries, lineage, trace } from '../src/testing/fixtures/log';
import { figures, freezes, person, quarantine, routes, system, verification } from '../src/testing/fixtures/operations';
import { policies, promotionsOf, why } from '../src/testing/fixtures/stages';

/**
 * Typed fixtures over HTTP, to look at pages while they are built. It holds no rule of the bus: the one thing it
 * remembers is which requests were decided. Query parameters of the page's address choose what is served:
 * `as=viewer` a person, `many=200` more projects, `offline=1` a stream that breaks.
 */
export function fixtures(): Plugin {
  const decided = new Map<string, Approval>();
  const streams = new Set<ServerResponse>();
  const answer: Connect.NextHandleFunction = (request, response, next) =>
    void handle(request, response, next, decided, streams);
  return {
    name: 'fixtures',
    configureServer(server) {
      server.middlewares.use(answer);
    },
    // The built console under the content policy the bus sends, so that a violation is seen before it is shipped.
    configurePreviewServer(server) {
      server.middlewares.use((_request, response, next) => {
        response.setHeader('Content-Security-Policy', "default-src 'self'; frame-ancestors 'none'; base-uri 'self'");
        next();
      });
      server.middlewares.use(answer);
    },
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  next: Connect.NextFunction,
  decided: Map<string, Approval>,
  streams: Set<ServerResponse>,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const page = new URL(request.headers.referer ?? 'http://localhost/');
  if (!url.pathname.startsWith('/api/')) return next();
  const clock = new FixtureClock();
  const say: Say = (pt, en) => ((request.headers['accept-language'] ?? '').startsWith('pt') ? pt : en);
  const send = (status: number, body: unknown) => {
    response.writeHead(status, {
      'Content-Type': status < 400 ? 'application/json' : 'application/problem+json',
      'Set-Cookie': 'XSRF-TOKEN=fixture; Path=/',
    });
    response.end(JSON.stringify(body));
  };
  const list = (items: readonly unknown[]) => send(200, { items });
  const requests = approvals(clock, say).map((each) => decided.get(each.id) ?? each);
  const [, , noun = '', id, verb] = url.pathname.split('/');

  switch (noun) {
    case 'me': {
      const as = page.searchParams.get('as');
      if (as === 'nobody') {
        return send(401, { type: 'https://promotionbus.io/problems/unauthenticated', title: 'Unauthenticated', status: 401 });
      }
      return send(200, person(as ? as.split(',') : ['qa', 'operator', 'auditor']));
    }
    case 'system':
      return send(200, system(clock));
    case 'board':
      return send(200, board(clock, say, Number(page.searchParams.get('many') ?? 0)));
    case 'approvals': {
      const found = requests.find((each) => each.id === id);
      if (!id) {
        const state = url.searchParams.get('state');
        if (url.searchParams.has('mine')) return list(requests.filter((each) => each.state === 'open' && each.you.may));
        return list(requests.filter((each) => !state || each.state === state));
      }
      if (!found) return send(404, { type: 'https://promotionbus.io/problems/not-found', title: say('Não existe', 'Not found'), status: 404 });
      if (verb === 'decision') {
        const input = JSON.parse(await text(request)) as { decision: 'approve' | 'reject'; comment?: string };
        if (input.decision === 'reject' && !input.comment) {
          return send(422, {
            type: 'https://promotionbus.io/problems/comment-required',
            title: say('Falta o motivo', 'A comment is needed'),
            status: 422,
          });
        }
        const after: Approval = {
          ...found,
          state: input.decision === 'approve' ? 'approved' : 'rejected',
          require: found.require.map((each) => ({ ...each, met: each.count })),
          decisions: [
            ...found.decisions,
            {
              actor: person([]),
              role: 'qa',
              decision: input.decision,
              comment: input.comment ?? null,
              at: clock.ago(0),
            },
          ],
          you: { may: false },
        };
        decided.set(after.id, after);
        for (const stream of streams) {
          stream.write(`event: approval\ndata: ${JSON.stringify({ kind: 'approval', id: after.id, version: 2 })}\n\n`);
        }
        return send(200, after);
      }
      return send(200, found);
    }
    case 'policies':
      return list(policies(say));
    case 'why':
      return send(200, why(clock, say, url.searchParams));
    case 'promotions': {
      if (!url.searchParams.has('freight')) return list(promotionsOf(clock, url.searchParams));
      const request = requests.find((each) => each.freight === url.searchParams.get('freight') && each.state === 'approved');
      if (!request) return list([]);
      const live = decided.has(request.id);
      return list([promotionOf(request, clock, live ? 'Running' : 'Succeeded')]);
    }
    case 'lineage':
      return send(200, lineage(clock, say));
    case 'audit':
      if (id === 'verify') return send(200, verification(clock));
      if (verb === 'trace') return send(200, trace(clock));
      return list(auditEvents(clock, say).filter((event) => event.action.startsWith(url.searchParams.get('action') ?? '')));
    case 'deliveries': {
      const all = deliveries(clock);
      if (verb === 'trace') return send(200, trace(clock));
      if (id === 'redrive' || verb === 'redrive') return send(202, { count: 1 });
      if (id) return send(200, all.find((each) => each.id === id));
      const status = url.searchParams.get('status');
      const source = url.searchParams.get('source');
      return list(all.filter((each) => (!status || each.status === status) && (!source || each.source === source)));
    }
    case 'freezes':
      return list(freezes(clock, say).filter((each) => url.searchParams.has('all') || !each.liftedAt));
    case 'quarantine':
      return list(quarantine(clock));
    case 'routes':
      return list(routes());
    case 'figures':
      return send(200, figures(clock));
    case 'events': {
      if (page.searchParams.has('offline')) return send(503, {});
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
      response.write(': open\n\n');
      streams.add(response);
      request.on('close', () => streams.delete(response));
      return;
    }
    default:
      return send(404, { type: 'https://promotionbus.io/problems/not-found', title: 'Not found', status: 404 });
  }
}

async function text(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
