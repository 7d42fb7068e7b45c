import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { forget } from '../../../session/session';
import { expectAccessible, signIn, visit } from '../../../testing/render';
import { problem, serve, SILENCE } from '../../../testing/server';
import { ANA, aStore, aUser } from '../../../testing/store';
import { say } from '../model/said';

const EDIT = `/users/${ANA}`;
const name = () => screen.findByRole('textbox', { name: 'Nome' });
const email = () => screen.findByRole('textbox', { name: 'E-mail' });
const button = (label: string | RegExp) => screen.findByRole('button', { name: label });
const closed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
const isWrite = ({ method }: { method: string }) => method !== 'GET';

beforeEach(async () => {
  forget();
  say(null);
  await signIn('user-reader', 'user-admin');
});

describe('creating', () => {
  it('sends once, however often it is pressed, says so and gives the focus back', async () => {
    const store = aStore();
    const received = serve(store.answers);
    const { user, router } = visit('/');
    const link = await screen.findByRole('link', { name: 'Novo usuário' });
    link.focus();
    await user.click(link);
    expect(await name()).toBe(document.activeElement);
    await expectAccessible();
    await user.type(await name(), 'Bia Lima');
    await user.type(await email(), 'bia@example.org');
    await user.dblClick(await button('Criar usuário'));
    await closed();
    expect(received.filter(isWrite).map(({ body }) => body)).toEqual([{ name: 'Bia Lima', email: 'bia@example.org' }]);
    expect(received.find(isWrite)?.header('Authorization')).toBe('Bearer the-token');
    expect(screen.getByText('Usuário criado: Bia Lima').closest('[role="status"]')).not.toBeNull();
    expect(await screen.findByRole('link', { name: 'Bia Lima' })).toBeDefined();
    expect(router.state.location.pathname).toBe('/');
    await waitFor(() => expect(document.activeElement).toBe(link));
  });

  it('says at the field what the server refuses, in its words, until it is mended', async () => {
    serve({
      ...aStore().answers,
      'POST /api/users': () =>
        problem(409, 'email-taken', { errors: [{ field: 'email', message: 'já pertence a outro usuário' }] }),
    });
    const { user } = visit('/new');
    await user.type(await name(), 'Bia');
    await user.type(await email(), 'ana@example.org');
    await user.click(await button('Criar usuário'));
    const field = await email();
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
    expect(document.activeElement).toBe(field);
    const described = (field.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent);
    expect(described).toContain('Já pertence a outro usuário.');
    expect((await name()).getAttribute('aria-invalid')).toBeNull();
    await expectAccessible();
    await user.type(field, 'x');
    expect(field.getAttribute('aria-invalid')).toBeNull();
  });

  it('keeps what was typed while the API is away, and sends it when it is back', async () => {
    const store = aStore();
    serve({ ...store.answers, 'POST /api/users': () => SILENCE });
    const { user } = visit('/new');
    await user.type(await name(), 'Bia');
    await user.type(await email(), 'bia@example.org');
    await user.click(await button('Criar usuário'));
    expect(await screen.findByText('Sem resposta do servidor')).toBeDefined();
    expect((await email() as HTMLInputElement).value).toBe('bia@example.org');
    serve(store.answers);
    await user.click(await button('Criar usuário'));
    expect(await screen.findByText('Usuário criado: Bia')).toBeDefined();
  });

  it('keeps what was typed when the session ends, and offers the login', async () => {
    serve({ ...aStore().answers, 'POST /api/users': () => problem(401, 'unauthenticated') });
    const first = visit('/new');
    await first.user.type(await name(), 'Bia');
    await first.user.click(await button('Criar usuário'));
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByRole('button', { name: 'Entrar de novo' })).toBeDefined();
    await expectAccessible();
    first.unmount();

    await signIn('user-reader', 'user-admin');
    serve(aStore().answers);
    const again = visit('/new');
    expect((await name() as HTMLInputElement).value).toBe('Bia');
    expect(screen.getByText('O que você tinha digitado continua aqui.')).toBeDefined();
    await again.user.click(await button('Começar de novo'));
    expect((await name() as HTMLInputElement).value).toBe('');
  });

  it('forgets what was typed on Cancel and keeps it on Escape', async () => {
    serve(aStore().answers);
    const { user } = visit('/');
    const open = async () => user.click(await screen.findByRole('link', { name: 'Novo usuário' }));
    await open();
    await user.type(await name(), 'Bia{Escape}');
    await closed();
    await open();
    expect((await name() as HTMLInputElement).value).toBe('Bia');
    await user.click(await button('Cancelar'));
    await closed();
    await open();
    expect((await name() as HTMLInputElement).value).toBe('');
  });
});

describe('editing', () => {
  it('replaces exactly the version that was shown', async () => {
    const store = aStore(aUser({ version: 4 }));
    const received = serve(store.answers);
    const { user } = visit(EDIT);
    await user.clear(await name());
    await user.type(await name(), 'Ana Lima');
    await user.click(await button('Salvar alterações'));
    expect(await screen.findByText('Alterações salvas: Ana Lima')).toBeDefined();
    expect(received.filter(isWrite).map((request) => request.header('If-Match'))).toEqual(['"4"']);
    expect(store.one(ANA)).toMatchObject({ name: 'Ana Lima', email: 'ana@example.org', version: 5 });
  });

  it('writes nothing when nothing changed', async () => {
    const received = serve(aStore(aUser()).answers);
    const { user } = visit(EDIT);
    await user.type(await name(), ' ');
    await user.click(await button('Salvar alterações'));
    await closed();
    expect(received.filter(isWrite)).toEqual([]);
  });

  it('shows both versions of a stale edit and stores what the person chooses', async () => {
    const store = aStore(aUser());
    const received = serve(store.answers);
    const { user } = visit(EDIT);
    await user.clear(await name());
    await user.type(await name(), 'Ana Minha');
    store.overtake(ANA, { name: 'Ana Deles', email: 'deles@example.org' });
    await user.click(await button('Salvar alterações'));

    const dialog = await screen.findByRole('dialog', { name: 'Alguém alterou este usuário antes de você' });
    await expectAccessible();
    expect(store.one(ANA)?.name).toBe('Ana Deles');
    const both = within(dialog).getByRole('group', { name: /^Nome/ });
    const theirs = within(dialog).getByRole('group', { name: /^E-mail/ });
    const option = (group: HTMLElement, label: RegExp) => within(group).getByRole<HTMLInputElement>('radio', { name: label });
    expect(option(both, /A sua versão.*Ana Minha/).checked).toBe(false);
    expect(option(both, /A versão salva.*Ana Deles/).checked).toBe(false);
    expect(option(theirs, /A versão salva.*deles@example.org/).checked).toBe(true);

    await user.click(await button('Salvar o que escolhi'));
    expect(within(both).getByRole('alert').textContent).toBe('Escolha uma das duas versões deste campo.');
    expect(received.filter(isWrite)).toHaveLength(1);
    await user.click(option(both, /A sua versão/));
    await user.click(await button('Salvar o que escolhi'));
    expect(await screen.findByText('Alterações salvas: Ana Minha')).toBeDefined();
    expect(store.one(ANA)).toMatchObject({ name: 'Ana Minha', email: 'deles@example.org', version: 2 });
  });

  it('shows the conflict again when it is overtaken again, and lets the stored version stay', async () => {
    const store = aStore(aUser());
    const received = serve(store.answers);
    const { user } = visit(EDIT);
    await user.type(await name(), ' Minha');
    store.overtake(ANA, { name: 'Ana 1' });
    await user.click(await button('Salvar alterações'));
    await user.click(await screen.findByRole('radio', { name: /A sua versão/ }));
    store.overtake(ANA, { name: 'Ana 2' });
    await user.click(await button('Salvar o que escolhi'));
    expect(await screen.findByRole('radio', { name: /A versão salva.*Ana 2/ })).toBeDefined();
    await user.click(await button('Ficar com a versão salva'));
    await closed();
    expect(store.one(ANA)).toMatchObject({ name: 'Ana 2', version: 2 });
    expect(received.filter(isWrite)).toHaveLength(2);
  });

  it('goes back to the form when a field of what was chosen is refused', async () => {
    const store = aStore(aUser());
    serve(store.answers);
    const { user } = visit(EDIT);
    await user.type(await name(), ' Minha');
    store.overtake(ANA, { name: 'Ana Deles' });
    await user.click(await button('Salvar alterações'));
    await user.click(await screen.findByRole('radio', { name: /A sua versão/ }));
    serve({
      ...store.answers,
      'PUT /api/users/*': () => problem(400, 'bad-request', { errors: [{ field: 'name', message: 'é longo demais' }] }),
    });
    await user.click(await button('Salvar o que escolhi'));
    const field = await name();
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(field).toMatchObject({ value: 'Ana Souza Minha' });
    const received = serve(store.answers);
    await user.type(field, '!');
    await user.click(await button('Salvar alterações'));
    await closed();
    expect(received.find(isWrite)?.header('If-Match')).toBe('"1"');
  });

  it('finds the text of an earlier visit, and the conflict that came meanwhile', async () => {
    const store = aStore(aUser());
    serve(store.answers);
    const first = visit(EDIT);
    await first.user.type(await name(), ' Minha');
    first.unmount();
    visit(EDIT).unmount();
    store.overtake(ANA, { name: 'Ana Deles' });
    visit(EDIT);
    expect(await screen.findByRole('radio', { name: /A sua versão.*Ana Souza Minha/ })).toBeDefined();
  });

  it('offers to create what was typed about somebody who was deleted meanwhile', async () => {
    const store = aStore(aUser());
    const received = serve(store.answers);
    const { user } = visit(EDIT);
    await user.type(await name(), ' Minha');
    store.remove(ANA);
    await user.click(await button('Salvar alterações'));
    expect(await screen.findByText('Este usuário não existe mais')).toBeDefined();
    await expectAccessible();
    await user.click(await button('Criar com estes dados'));
    expect((await name() as HTMLInputElement).value).toBe('Ana Souza Minha');
    await user.click(await button('Criar usuário'));
    expect(await screen.findByText('Usuário criado: Ana Souza Minha')).toBeDefined();
    expect(received.filter(isWrite).map(({ method }) => method)).toEqual(['PUT', 'POST']);
  });
});

describe('deleting', () => {
  const question = () => screen.findByRole('alertdialog', { name: 'Excluir este usuário?' });

  it('names who and where, asks first, and leaves the focus in the page', async () => {
    const store = aStore(aUser());
    const received = serve(store.answers);
    const { user } = visit('/');
    const link = await screen.findByRole('link', { name: 'Excluir Ana Souza' });
    link.focus();
    await user.click(link);
    const dialog = await question();
    expect(dialog.textContent).toContain('ana@example.org');
    await waitFor(() => expect(dialog.textContent).toContain('Ana Souza sai do ambiente dev'));
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Cancelar' }));
    await expectAccessible();
    expect(received.filter(isWrite)).toEqual([]);
    await user.dblClick(within(dialog).getByRole('button', { name: 'Excluir usuário' }));
    expect(await screen.findByText('Usuário excluído: Ana Souza')).toBeDefined();
    expect(received.filter(isWrite).map(({ method }) => method)).toEqual(['DELETE']);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 })));
  });

  it('gives the focus back to its link when nothing is deleted', async () => {
    serve(aStore(aUser()).answers);
    const { user } = visit('/');
    const link = await screen.findByRole('link', { name: 'Excluir Ana Souza' });
    link.focus();
    await user.keyboard('{Enter}');
    // The dialog that waited for the user has made room for the one that asks.
    await waitFor(async () => expect((await question()).textContent).toContain('Ana Souza sai do ambiente dev'));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement).toBe(link));
  });

  it('asks again when the user is no longer what was shown', async () => {
    const store = aStore(aUser());
    serve(store.answers);
    const { user } = visit(`${EDIT}/delete`);
    await question();
    store.overtake(ANA, { name: 'Ana Outra' });
    await user.click(await button('Excluir usuário'));
    expect(await screen.findByText(/Alguém alterou este usuário/)).toBeDefined();
    expect(store.one(ANA)?.name).toBe('Ana Outra');
    expect((await question()).textContent).toContain('Ana Outra');
    await user.click(await button('Excluir usuário'));
    expect(await screen.findByText('Usuário excluído: Ana Outra')).toBeDefined();
  });

  it('says when somebody else was first', async () => {
    const store = aStore(aUser());
    serve(store.answers);
    const { user } = visit(`${EDIT}/delete`);
    await question();
    store.remove(ANA);
    await user.click(await button('Excluir usuário'));
    expect(await screen.findByText('Já tinha sido excluído por outra pessoa: Ana Souza')).toBeDefined();
  });
});

describe('who may only read', () => {
  beforeEach(() => signIn('user-reader'));

  it('finds no way to write, and why', async () => {
    const received = serve(aStore(aUser()).answers);
    const { user } = visit('/');
    await user.click(await screen.findByRole('link', { name: 'Ana Souza' }));
    const dialog = await screen.findByRole('dialog', { name: 'Ana Souza' });
    expect(within(dialog).getByText(/é preciso o papel user-admin/)).toBeDefined();
    expect(within(dialog).queryByRole('textbox')).toBeNull();
    await expectAccessible();
    await user.click(within(dialog).getByRole('button', { name: 'Fechar' }));
    await closed();
    expect(screen.getByText(/é preciso o papel user-admin/)).toBeDefined();
    for (const label of [/^Novo/, /^Alterar/, /^Excluir/]) expect(screen.queryByRole('link', { name: label })).toBeNull();
    expect(received.filter(isWrite)).toEqual([]);
  });

  it.each(['/new', `${EDIT}/delete`])('gets the reason instead of the dialog at %s', async (path) => {
    serve(aStore(aUser()).answers);
    visit(path);
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText(/é preciso o papel user-admin/)).toBeDefined();
    expect(within(dialog).queryByRole('button', { name: /Criar|Excluir/ })).toBeNull();
  });
});
