import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { answers } from '../testing/answers';
import { uuid } from '../testing/fixtures/clock';
import { checkoutNew, running } from '../testing/fixtures/versions';
import { expectAccessible, visit } from '../testing/render';
import { problem, serve } from '../testing/serve';

const sheet = () => screen.findByRole('dialog', { name: /stg-br/ });

describe('a stage in full', () => {
  it('opens from the board, by address too, and closes with the filters kept', async () => {
    serve(answers(['qa']));
    const { user, router } = visit('/?q=checkout');
    await user.click(await screen.findByRole('link', { name: 'stg-br' }));
    const dialog = await sheet();
    expect(await within(dialog).findByText('a promoção falhou 3 vezes: o registro respondeu 503')).toBeTruthy();
    expect(router.state.location.search).toEqual({ q: 'checkout', stage: 'checkout/stg-br' });
    await expectAccessible(dialog);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(router.state.location.search).toEqual({ q: 'checkout' }));
  });

  it('says who may act to those who may not', async () => {
    serve(answers(['viewer']));
    visit('/?stage=checkout/stg-br');
    const dialog = await sheet();
    expect(await within(dialog).findByText(/Retomar, reverter, congelar: é preciso o papel operator/)).toBeTruthy();
    expect(await within(dialog).findByText(/Pedir aprovação: é preciso o papel qa, po, operator/)).toBeTruthy();
    expect(within(dialog).queryByRole('button', { name: /Quebrar o vidro/ })).toBeNull();
  });

  it('a failed promotion is tried again once, however often the button is pressed', async () => {
    let answer: (value: { status: number; body: unknown }) => void = () => undefined;
    const retry = vi.fn(() => new Promise<{ status: number; body: unknown }>((resolve) => (answer = resolve)));
    serve(answers(['operator'], { 'POST /api/promotions/*/retry': retry }));
    const { user } = visit('/?stage=checkout/stg-br');
    await user.click(await screen.findByRole('button', { name: /^Repetir:/ }));
    const dialog = await screen.findByRole('dialog', { name: /Repetir a promoção/ });
    await user.type(within(dialog).getByRole('textbox', { name: /Motivo/ }), 'registro voltou');
    await user.dblClick(within(dialog).getByRole('button', { name: 'Repetir' }));
    await waitFor(() => expect(retry).toHaveBeenCalledOnce());
    answer({ status: 202, body: {} });
    expect(await screen.findByText('Repetição pedida.')).toBeTruthy();
    expect(retry).toHaveBeenCalledWith(expect.objectContaining({ body: { reason: 'registro voltou' } }));
  });

  it('a refusal is shown in the server’s words and what was typed stays', async () => {
    const refused = () => problem(409, 'no-target', { title: 'Não há para onde voltar' });
    serve(answers(['operator'], { 'POST /api/rollbacks': refused }));
    const { user } = visit('/?stage=checkout/stg-br');
    await user.click(await screen.findByRole('button', { name: 'Reverter…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Reverter stg-br a uma versão anterior' });
    await user.type(within(dialog).getByRole('textbox', { name: /Motivo/ }), 'clientes reclamam');
    await user.click(within(dialog).getByRole('button', { name: 'Reverter…' }));
    expect(await within(dialog).findByText('Não há para onde voltar')).toBeTruthy();
    expect(within(dialog).getByRole<HTMLTextAreaElement>('textbox', { name: /Motivo/ }).value).toBe('clientes reclamam');
  });

  it('a stage is resumed with a reason', async () => {
    const resume = vi.fn(() => ({ body: {} }));
    serve(answers(['operator'], { 'POST /api/stages/*/*/resume': resume }));
    const { user } = visit('/?stage=checkout/stg-br');
    await user.click(await screen.findByRole('button', { name: 'Retomar…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Retomar stg-br' });
    await user.type(within(dialog).getByRole('textbox', { name: /Motivo/ }), 'causa achada');
    await user.click(within(dialog).getByRole('button', { name: 'Retomar…' }));
    expect(await screen.findByText('Estágio retomado.')).toBeTruthy();
    expect(resume).toHaveBeenCalledWith(
      expect.objectContaining({ path: '/api/stages/checkout/stg-br/resume', body: { reason: 'causa achada' } }),
    );
  });
});

describe('breaking the glass', () => {
  it('takes the stage’s name and a reason, and says what it goes past', async () => {
    const use = vi.fn(() => ({ status: 202, body: {} }));
    serve(answers(['break-glass'], { 'POST /api/break-glass': use }));
    const { user } = visit('/?stage=checkout/stg-br');
    await user.click(await screen.findByRole('button', { name: /^Quebrar o vidro/ }));
    const dialog = await screen.findByRole('dialog', { name: /Quebrar o vidro/ });
    expect(within(dialog).getByText('Isto passa por cima da decisão de quem aprova')).toBeTruthy();
    await expectAccessible(dialog);
    const go = within(dialog).getByRole('button', { name: /sem decisão/ });
    await user.type(within(dialog).getByRole('textbox', { name: /Motivo/ }), 'incidente 412');
    await user.type(within(dialog).getByRole('textbox', { name: /Para confirmar/ }), 'prod');
    await user.click(go);
    expect(await within(dialog).findByText('Escreva exatamente stg-br.')).toBeTruthy();
    expect(use).not.toHaveBeenCalled();
    await user.clear(within(dialog).getByRole('textbox', { name: /Para confirmar/ }));
    await user.type(within(dialog).getByRole('textbox', { name: /Para confirmar/ }), 'stg-br');
    await user.click(go);
    await waitFor(() => expect(use).toHaveBeenCalledOnce());
    expect(use).toHaveBeenCalledWith(
      expect.objectContaining({
        body: { project: 'checkout', stage: 'stg-br', freight: checkoutNew.freight, reason: 'incidente 412' },
      }),
    );
  });
});

describe('redriving', () => {
  it('many says how far it is, and at the end what died again', async () => {
    const redrive = vi.fn(() => ({ status: 202, body: { count: 1 } }));
    serve(answers(['operator'], { 'POST /api/deliveries/redrive': redrive }));
    const { user } = visit('/deliveries');
    await user.click(await screen.findByRole('link', { name: 'Ver as paradas' }));
    await user.click(await screen.findByRole('button', { name: 'Reprocessar todas destes filtros' }));
    const dialog = await screen.findByRole('dialog', { name: 'Reprocessar entregas paradas' });
    await user.type(within(dialog).getByRole('textbox', { name: /Motivo/ }), 'remetente corrigido');
    await user.click(within(dialog).getByRole('button', { name: 'Reprocessar todas destes filtros' }));
    expect(await screen.findByRole('progressbar')).toBeTruthy();
    expect(redrive).toHaveBeenCalledWith(
      expect.objectContaining({ body: { filter: { status: 'dead' }, reason: 'remetente corrigido' } }),
    );
  });
});

describe('a version', () => {
  it('says stage by stage why it is not moving, and can be asked about', async () => {
    const ask = vi.fn(() => ({ status: 201, body: { id: uuid(7) } }));
    serve(answers(['po'], { 'POST /api/approvals': ask }));
    const { user, router } = visit(`/lineage/${running.freight}`);
    expect(await screen.findByRole('heading', { name: /Onde está, e por que não anda/ })).toBeTruthy();
    expect(await screen.findByText(/janela fechada até seg 08:00/)).toBeTruthy();
    expect(screen.getByText(/espera mais 20 min em stg/)).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: /^Pedir aprovação/ }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByRole('textbox', { name: /Motivo/ }), 'precisa entrar hoje');
    await user.click(within(dialog).getByRole('button', { name: 'Pedir aprovação' }));
    await waitFor(() => expect(router.state.location.pathname).toBe(`/approvals/${uuid(7)}`));
    expect(ask).toHaveBeenCalledOnce();
  });

  it('is told to have been acted upon also when it has arrived before anybody looked', async () => {
    const usual = answers(['break-glass']);
    const arrived = { body: { state: 'current', reasons: [] } };
    let done = false;
    const use = () => {
      done = true;
      return { status: 202, body: {} };
    };
    serve({
      ...usual,
      'POST /api/break-glass': use,
      'GET /api/why': (asked) => (done ? arrived : (usual['GET /api/why']?.(asked) ?? arrived)),
    });
    const { user } = visit(`/lineage/${running.freight}`);
    const [glass] = await screen.findAllByRole('button', { name: /^Quebrar o vidro/ });
    if (!glass) throw new Error('nothing to press');
    const stage = (glass.getAttribute('aria-label') ?? '').replace(/.* → /, '');
    await user.click(glass);
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByRole('textbox', { name: /Motivo/ }), 'incidente 412');
    await user.type(within(dialog).getByRole('textbox', { name: /Para confirmar/ }), stage);
    await user.click(within(dialog).getByRole('button', { name: /sem decisão/ }));
    await waitFor(() => expect(screen.queryAllByRole('button', { name: /^Quebrar o vidro/ })).toEqual([]));
    expect(screen.getByText(/Vidro quebrado: a promoção foi pedida/)).toBeTruthy();
  });
});
