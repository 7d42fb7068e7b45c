import { read } from '@promotion-bus/kit/http/client';
import { isProblem } from '@promotion-bus/kit/http/problem';
import { api } from '../../../api/client';
import type { User, UserData } from '../../../api/types';

/** What can come of a change that others may have overtaken. */
export type Outcome<T> =
  | { kind: 'done'; value: T }
  /** Somebody changed the user since it was read; nothing was written. */
  | { kind: 'overtaken'; theirs: User }
  /** Somebody deleted it. */
  | { kind: 'gone' };

export function createUser(data: UserData): Promise<User> {
  return read(api.POST('/api/users', { body: data }));
}

export function replaceUser(base: User, data: UserData): Promise<Outcome<User>> {
  return orOvertaken(base.id, () =>
    read(
      api.PUT('/api/users/{id}', { params: { path: { id: base.id }, header: { 'If-Match': entityTag(base) } }, body: data }),
    ),
  );
}

/** Deletes what the person saw and confirmed, not what it may have become. */
export function deleteUser(base: User): Promise<Outcome<null>> {
  return orOvertaken(base.id, async () => {
    await read(api.DELETE('/api/users/{id}', { params: { path: { id: base.id }, header: { 'If-Match': entityTag(base) } } }));
    return null;
  });
}

async function orOvertaken<T>(id: string, change: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { kind: 'done', value: await change() };
  } catch (error) {
    if (isProblem(error, 'not-found')) return { kind: 'gone' };
    if (!isProblem(error, 'stale')) throw error;
  }
  try {
    return { kind: 'overtaken', theirs: await read(api.GET('/api/users/{id}', { params: { path: { id } } })) };
  } catch (error) {
    if (isProblem(error, 'not-found')) return { kind: 'gone' };
    throw error;
  }
}

function entityTag(user: User): string {
  return `"${user.version}"`;
}
