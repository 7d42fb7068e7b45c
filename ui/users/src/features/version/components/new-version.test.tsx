import { screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { forget } from '../../../session/session';
import { expectAccessible, signIn, visit } from '../../../testing/render';
import { serve } from '../../../testing/server';
import { aStore, aUser } from '../../../testing/store';

beforeEach(async () => {
  forget();
  await signIn('user-reader', 'user-admin');
});

it('says that another version arrived, changes nothing else, and offers to load it', async () => {
  const store = aStore(aUser());
  serve(store.answers);
  const { user } = visit('/');
  expect(await screen.findByText('Ambiente dev, versão 1111111')).toBeDefined();
  const search = await screen.findByRole<HTMLInputElement>('searchbox');
  await user.type(search, 'a');
  expect(screen.queryByText(/chegou a dev/)).toBeNull();

  store.promote('2'.repeat(40));
  const notice = await screen.findByText('A versão 2222222 chegou a dev');
  expect(notice.closest('[role="status"]')).not.toBeNull();
  expect(screen.getByText('Ambiente dev, versão 2222222')).toBeDefined();
  expect(search.value).toBe('a');
  await expectAccessible();

  const reload = vi.fn();
  const real = location;
  vi.stubGlobal('location', { ...location, reload });
  await user.click(screen.getByRole('button', { name: 'Recarregar' }));
  expect(reload).toHaveBeenCalledOnce();
  vi.stubGlobal('location', real);
});

it('is silent when the same version answers from elsewhere, or nothing does', async () => {
  const store = aStore(aUser());
  serve(store.answers);
  const { client } = visit('/');
  await screen.findByText('Ambiente dev, versão 1111111');
  serve({ ...store.answers, 'GET /api/version': () => ({ status: 503, body: {} }) });
  await client.refetchQueries({ queryKey: ['version'] });
  await waitFor(() => expect(screen.getAllByText('sem resposta').length).toBeGreaterThan(0));
  serve(store.answers);
  await client.refetchQueries({ queryKey: ['version'] });
  expect(screen.queryByText(/chegou a dev/)).toBeNull();
});
