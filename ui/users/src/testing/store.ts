import type { User, UserData, Version } from '../api/types';
import { type Answers, problem, type Received } from './server';

export const ANA = '018f0000-0000-7000-8000-000000000001';

export function aUser(change: Partial<User> = {}): User {
  return {
    id: ANA,
    name: 'Ana Souza',
    email: 'ana@example.org',
    createdAt: '2026-01-10T12:00:00Z',
    updatedAt: '2026-01-10T12:00:00Z',
    version: 0,
    ...change,
  };
}

/** The contract's rules for a handful of users, answered over HTTP: what a page needs to live through a whole edit. */
export function aStore(...users: User[]) {
  const stored = new Map(users.map((user) => [user.id, user]));
  let version: Version = { version: '1'.repeat(40), commit: '1'.repeat(40), environment: 'dev' };
  const idOf = ({ path }: Received) => path.split('/').pop() ?? '';
  /** What stops a request for one user, or nothing. */
  const refusal = (request: Received) => {
    const user = stored.get(idOf(request));
    if (!user) return problem(404, 'not-found');
    const tag = request.header('If-Match');
    return tag === `"${user.version}"` ? null : problem(tag ? 412 : 428, tag ? 'stale' : 'precondition-required');
  };
  const answers: Answers = {
    'GET /config.json': () => ({ body: { issuer: location.origin, clientId: 'users-ui', environment: 'dev' } }),
    'GET /api/version': () => ({ body: version }),
    'GET /api/users': () => ({
      body: { items: [...stored.values()], page: 0, size: 20, totalItems: stored.size, totalPages: 1 },
    }),
    'GET /api/users/*': (request) => {
      const user = stored.get(idOf(request));
      return user ? { body: user } : problem(404, 'not-found');
    },
    'POST /api/users': ({ body }) => {
      const user = aUser({ ...(body as UserData), id: '018f0000-0000-7000-8000-00000000000b' });
      stored.set(user.id, user);
      return { status: 201, body: user };
    },
    'PUT /api/users/*': (request) => {
      const refused = refusal(request);
      const before = stored.get(idOf(request));
      if (refused || !before) return refused ?? {};
      const user = { ...before, ...(request.body as UserData), version: before.version + 1 };
      stored.set(user.id, user);
      return { body: user };
    },
    'DELETE /api/users/*': (request) => {
      const refused = refusal(request);
      if (refused) return refused;
      stored.delete(idOf(request));
      return { status: 204 };
    },
  };
  return {
    answers,
    /** Somebody else stores another version. */
    overtake: (id: string, change: Partial<UserData>) => {
      const before = stored.get(id);
      if (before) stored.set(id, { ...before, ...change, version: before.version + 1 });
    },
    remove: (id: string) => stored.delete(id),
    one: (id: string) => stored.get(id),
    promote: (next: string) => {
      version = { ...version, version: next, commit: next };
    },
  };
}
