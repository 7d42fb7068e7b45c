import { screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { forget } from '../../../session/session';
import { expectAccessible, signIn, visit } from '../../../testing/render';
import { problem, serve, SILENCE } from '../../../testing/server';
import { aStore, aUser } from '../../../testing/store';
import { say } from '../model/said';

beforeEach(async () => {
  forget();
  say(null);
  await signIn('user-reader', 'user-admin');
});

it('asks for what its address says', async () => {
  const received = serve(aStore(aUser()).answers);
  visit('/?q=ana&sort=email,desc&page=2&size=50');
  expect(await screen.findByRole('link', { name: 'Ana Souza' })).toBeDefined();
  const list = received.find(({ path }) => path === '/api/users');
  expect(Object.fromEntries(list?.search ?? [])).toEqual({ q: 'ana', sort: 'email,desc', page: '1', size: '50' });
  await expectAccessible();
});

it('puts what is searched and sorted into the address', async () => {
  serve(aStore(aUser()).answers);
  const { user, router } = visit('/?page=3');
  await user.type(await screen.findByRole('searchbox', { name: 'Buscar usuários' }), 'ana');
  await waitFor(() => expect(router.state.location.href).toBe('/?q=ana'));
  await user.click(await screen.findByRole('link', { name: 'E-mail' }));
  expect(router.state.location.href).toBe('/?q=ana&sort=email,asc');
  expect(screen.getByRole('columnheader', { name: 'E-mail' }).getAttribute('aria-sort')).toBe('ascending');
});

it('says why there is nobody', async () => {
  serve(aStore().answers);
  const empty = visit('/');
  expect(await screen.findByText('Ainda não há usuários')).toBeDefined();
  await expectAccessible();
  empty.unmount();
  const { user, router } = visit('/?q=zz');
  expect(await screen.findByText('Ninguém combina com “zz”')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Limpar a busca' }));
  await waitFor(() => expect(router.state.location.href).toBe('/'));
});

it('says that the API is away and tries again', async () => {
  const store = aStore(aUser());
  serve({ ...store.answers, 'GET /api/users': () => SILENCE });
  const { user } = visit('/');
  const retry = await screen.findByRole('button', { name: 'Tentar de novo' });
  await expectAccessible();
  serve(store.answers);
  await user.click(retry);
  expect(await screen.findByRole('link', { name: 'Ana Souza' })).toBeDefined();
});

it('says that the session ended and keeps the page', async () => {
  serve({ ...aStore().answers, 'GET /api/users': () => problem(401, 'unauthenticated') });
  visit('/');
  expect(await screen.findByText('Sua sessão terminou')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Entrar de novo' })).toBeDefined();
});
