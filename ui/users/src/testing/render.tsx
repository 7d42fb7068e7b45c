import { newQueryClient } from '@promotion-bus/kit/http/query-client';
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { expect } from 'vitest';
import { newRouter } from '../app/router';
import { openSession } from '../session/session';
import { storeTokens } from '../session/tokens';

const HOUR_MS = 3_600_000;

/** Somebody is logged in, with these roles. */
export async function signIn(...roles: string[]): Promise<void> {
  storeTokens({
    access: 'the-token',
    refresh: null,
    id: null,
    expiresAt: Date.now() + HOUR_MS,
    me: { subject: 's', username: 'dev', name: 'Dev', roles },
  });
  await openSession({ issuer: location.origin, clientId: 'users-ui', environment: 'dev' });
}

/** Everything behind the login at an address, with its own cache. */
export function visit(path: string) {
  const client = newQueryClient();
  client.setDefaultOptions({ queries: { retry: false } });
  const router = newRouter(createMemoryHistory({ initialEntries: [path] }));
  const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 });
  const view = render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return { ...view, user, router, client };
}

/** WCAG 2.2 A and AA by axe; colours are measured in the browser tests, jsdom has none. */
export async function expectAccessible(container: Element = document.body): Promise<void> {
  // The announcer's passing messages point at elements that may be gone again; they are read aloud, not looked at.
  const context = { include: [container], exclude: [['[data-live-announcer]']] };
  const { violations } = await axe.run(context, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: { 'color-contrast': { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}
