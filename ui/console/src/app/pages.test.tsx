import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { uuid } from '../testing/fixtures/clock';
import { FakeEventSource } from '../testing/event-source';
import { answers } from '../testing/answers';
import { expectAccessible, visit } from '../testing/render';
import { problem, serve } from '../testing/serve';
import { setLanguage } from '@promotion-bus/kit/i18n/setup';

const pages: [string, RegExp][] = [
  ['/', /Esteiras/],
  ['/approvals', /Aprovações/],
  ['/approvals?tab=decided', /Aprovações/],
  [`/approvals/${uuid(7)}`, /26d8d3a para stg/],
  ['/audit', /Auditoria/],
  ['/lineage/f0cd', /O caminho de 26d8d3a/],
  ['/deliveries', /Entregas/],
  [`/deliveries/${uuid(203)}`, /GitHub: pull_request/],
  ['/routes', /Rotas/],
  ['/freezes', /Congelamentos/],
  ['/figures', /Indicadores/],
  ['/nowhere', /Página não encontrada/],
];

describe('every page', () => {
  it.each(pages)('%s has its heading, landmarks and no accessibility fault', async (path, heading) => {
    serve(answers());
    visit(path);
    await screen.findByRole('heading', { level: 1, name: heading }, { timeout: 10_000 });
    await waitFor(() => expect(screen.queryByText('Carregando…')).toBeNull());
    expect(screen.getAllByRole('main')).toHaveLength(1);
    await expectAccessible();
  });
});

describe('the shell', () => {
  afterEach(() => setLanguage('pt-BR'));

  it('offers only pages the person may read', async () => {
    serve(answers(['qa']));
    visit('/');
    await screen.findByRole('heading', { level: 1, name: 'Esteiras' });
    expect(screen.getByRole('link', { name: /Aprovações/ })).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Auditoria' })).toBeNull();
    expect(screen.queryByRole('link', { name: 'Rotas' })).toBeNull();
  });

  it('counts what waits for the person', async () => {
    serve(answers(['qa']));
    visit('/');
    expect(await screen.findByText('1 espera por você')).toBeTruthy();
  });

  it('speaks the other language at a press', async () => {
    serve(answers(['qa']));
    const { user } = visit('/');
    await user.click(await screen.findByRole('radio', { name: 'en' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Lines' })).toBeTruthy();
    expect(document.documentElement.lang).toBe('en');
  });

  it('says when something the bus needs is away', async () => {
    serve(
      answers(['qa'], {
        'GET /api/system': () => ({
          body: {
            version: '1',
            now: new Date().toISOString(),
            clockAdjustable: false,
            dependencies: [{ name: 'keycloak', up: false, since: new Date().toISOString(), detail: 'timeout' }],
          },
        }),
      }),
    );
    visit('/');
    expect(await screen.findByText('Sem resposta de keycloak')).toBeTruthy();
  });

  it('does not start a login in circles', async () => {
    serve({ 'GET /api/me': () => problem(401, 'unauthenticated') });
    sessionStorage.setItem('promotion-bus.login-at', String(Date.now()));
    visit('/approvals');
    expect(await screen.findByRole('button', { name: 'Entrar' })).toBeTruthy();
    await expectAccessible();
  });

  it('says why when the server is away, and tries again', async () => {
    let away = true;
    serve(answers(['qa'], { 'GET /api/me': () => (away ? problem(503, 'storage-unavailable') : { body: me }) }));
    const { user } = visit('/');
    const again = await screen.findByRole('button', { name: 'Tentar de novo' });
    away = false;
    await user.click(again);
    expect(await screen.findByRole('heading', { level: 1, name: 'Esteiras' })).toBeTruthy();
  });
});

const me = { subject: '1', username: 'qa', name: 'Quitéria', roles: ['qa'] };

describe('live', () => {
  it('reads the board again when the stream says so, and only then', async () => {
    const received = serve(answers(['qa']));
    visit('/');
    await screen.findByRole('heading', { level: 2, name: 'image-promotion' });
    const boards = () => received.filter(({ path }) => path === '/api/board').length;
    const before = boards();
    FakeEventSource.latest().open();
    expect(await screen.findAllByText('ao vivo')).toBeTruthy();
    FakeEventSource.latest().emit('board', '{"kind":"board","id":"x","version":1}');
    FakeEventSource.latest().emit('board', '{"kind":"board","id":"x","version":2}');
    await waitFor(() => expect(boards()).toBe(before + 1));
  });

  it('counts new audit rows instead of moving the ones being read', async () => {
    const received = serve(answers());
    const { user } = visit('/audit');
    await screen.findByText('aprovado');
    const lists = () => received.filter(({ path }) => path === '/api/audit').length;
    FakeEventSource.latest().open();
    FakeEventSource.latest().emit('audit', '{"kind":"audit","id":"1","version":1}');
    FakeEventSource.latest().emit('audit', '{"kind":"audit","id":"2","version":1}');
    const button = await screen.findByRole('button', { name: '2 novos' });
    expect(lists()).toBe(1);
    await user.click(button);
    await waitFor(() => expect(lists()).toBe(2));
    expect(screen.queryByRole('button', { name: '2 novos' })).toBeNull();
  });
});

describe('rows', () => {
  it('an audit event opens to before and after and its way through the routes', async () => {
    serve(answers());
    const { user } = visit('/audit');
    const row = await screen.findByRole('button', { name: /aprovado/ });
    await user.click(row);
    expect(row.getAttribute('aria-expanded')).toBe('true');
    expect(await screen.findByText('kargo-create-promotion')).toBeTruthy();
    expect(screen.getByRole('rowheader', { name: 'state' })).toBeTruthy();
    await expectAccessible();
  });

  it('j and k walk, and typing does not', async () => {
    serve(answers());
    const { user } = visit('/approvals?tab=open');
    const rows = await screen.findAllByRole('link', { name: /image-promotion/ });
    await user.keyboard('j');
    expect(document.activeElement).toBe(rows[0]);
    await user.keyboard('j');
    expect(document.activeElement).toBe(rows[1]);
    await user.keyboard('k');
    expect(document.activeElement).toBe(rows[0]);
  });

  it('of the audit log are walked too, and an opened one is left by the same keys', async () => {
    serve(answers());
    const { user } = visit('/audit');
    const first = await screen.findByRole('button', { name: /aprovado/ });
    const list = screen.getByRole('list', { name: 'Auditoria' });
    const rows = [...list.querySelectorAll<HTMLElement>('button[aria-expanded]')];
    await user.keyboard('j');
    expect(document.activeElement).toBe(rows[0]);
    await user.keyboard('j');
    expect(document.activeElement).toBe(rows[1]);
    await user.keyboard('k{Enter}');
    expect(rows[0]).toBe(first);
    expect(first.getAttribute('aria-expanded')).toBe('true');
    await user.click(await screen.findByRole('button', { name: /Copiar como JSON/ }));
    expect(rows[0]?.parentElement?.contains(document.activeElement)).toBe(true);
    await user.keyboard('k');
    expect(document.activeElement).toBe(rows[0]);
    await user.tab();
    await user.keyboard('j');
    expect(document.activeElement).toBe(rows[1]);
  });

  it('a delivery that failed says why in the language of the page, and keeps the words of the machine', async () => {
    serve(answers());
    visit(`/deliveries/${uuid(203)}`);
    expect(await screen.findByText('Um valor do corpo tem o tipo errado.')).toBeTruthy();
    expect(screen.getByText('ainda sem veredito')).toBeTruthy();
    expect(screen.getByText('/pull_request/merged')).toBeTruthy();
    expect(screen.getByText('Expected a boolean and found a string').getAttribute('lang')).toBe('en');
  });

  it.each([
    ['/deliveries', 'Eventos do tipo star não são usados', 'Events of type star are not used'],
    [
      '/audit',
      'Um campo não é do tipo esperado: precisa ser verdadeiro ou falso',
      'A member is not of the expected type: it must be true or false',
    ],
    ['/audit', 'O estágio adoeceu depois da promoção', 'The stage turned unhealthy after the promotion'],
    ['/freezes', 'O estágio adoeceu depois da promoção', 'The stage turned unhealthy after the promotion'],
  ])('%s says what the bus noted in English in the language of the page: %s', async (path, pt, en) => {
    serve(answers(['operator']));
    visit(path);
    expect(await screen.findByText(pt, { exact: false })).toBeTruthy();
    expect(screen.queryByText(en, { exact: false })).toBeNull();
    await act(() => setLanguage('en'));
    expect(await screen.findByText(en, { exact: false })).toBeTruthy();
    expect(screen.queryByText(pt, { exact: false })).toBeNull();
    await act(() => setLanguage('pt-BR'));
  });

  it('a dead delivery is redriven with a reason', async () => {
    const redrive = vi.fn(() => ({ status: 202, body: {} }));
    serve(answers(['operator'], { 'POST /api/deliveries/*/redrive': redrive }));
    const { user } = visit(`/deliveries/${uuid(203)}`);
    await user.click(await screen.findByRole('button', { name: 'Reprocessar' }));
    const dialog = await screen.findByRole('dialog', { name: 'Reprocessar esta entrega' });
    await expectAccessible(dialog);
    await user.click(screen.getByRole('button', { name: 'Reprocessar' }));
    expect(await screen.findByText('Escreva o motivo.')).toBeTruthy();
    expect(redrive).not.toHaveBeenCalled();
    await user.type(screen.getByRole('textbox', { name: 'Motivo' }), 'corrigido');
    await user.click(screen.getByRole('button', { name: 'Reprocessar' }));
    await waitFor(() => expect(redrive).toHaveBeenCalledOnce());
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});
