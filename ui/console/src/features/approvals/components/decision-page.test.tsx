import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Approval } from '../../../api/types';
import { openRequest } from '../../../testing/fixtures/approvals';
import { stgRequest } from '../../../testing/fixtures/board';
import { FixtureClock, uuid } from '../../../testing/fixtures/clock';
import { answers } from '../../../testing/answers';
import { expectAccessible, visit } from '../../../testing/render';
import { type Answers, problem, type Received, serve } from '../../../testing/serve';

const page = `/approvals/${stgRequest}`;
const request = openRequest(new FixtureClock(), (pt) => pt);
const approved: Approval = {
  ...request,
  state: 'approved',
  decisions: [{ actor: { username: 'qa', name: 'Quitéria Alves' }, role: 'qa', decision: 'approve', at: request.createdAt }],
  you: { may: false },
};

async function open(replaced: Answers = {}) {
  const received = serve(answers(['qa'], replaced));
  const view = visit(page);
  const approve = await screen.findByRole('button', { name: /Aprovar para stg/ });
  return { ...view, received, approve };
}

const decisions = (received: Received[]) => received.filter(({ path }) => path.endsWith('/decision'));

describe('the decision page', () => {
  beforeEach(() => vi.useRealTimers());

  it('asks one question and names stage and version on the button', async () => {
    const { approve } = await open();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Promover 0e5cc96 para stg?');
    expect(approve.textContent).toBe('Aprovar para stg 0e5cc96');
    await expectAccessible();
  });

  it('sends once, however often the button is pressed, and shows what comes of it', async () => {
    let release: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (release = resolve));
    let state: Approval = request;
    const { approve, user, received } = await open({
      'GET /api/approvals/*': () => ({ body: state }),
      'POST /api/approvals/*/decision': async () => {
        await waiting;
        state = approved;
        return { body: approved };
      },
    });
    await user.dblClick(approve);
    await user.click(approve);
    release();
    expect(await screen.findByRole('region', { name: 'O que acontece com a aprovação' })).toBeTruthy();
    expect(decisions(received)).toHaveLength(1);
    expect(decisions(received)[0]?.body).toEqual({
      decision: 'approve',
      comment: null,
      fingerprint: request.fingerprint,
    });
    expect(screen.queryByRole('button', { name: /Aprovar/ })).toBeNull();
  });

  it('asks for the reason before rejecting, and keeps it when the policy wants one', async () => {
    const { user, received } = await open({
      'POST /api/approvals/*/decision': () => problem(422, 'comment-required', { field: 'comment' }),
    });
    await user.click(screen.getByRole('button', { name: 'Rejeitar…' }));
    expect(screen.queryByRole('button', { name: /Aprovar/ })).toBeNull();
    expect(decisions(received)).toHaveLength(0);
    await user.click(screen.getByRole('button', { name: 'Rejeitar 0e5cc96' }));
    expect(await screen.findByText('A política pede um comentário. Escreva por quê.')).toBeTruthy();
    const field = screen.getByRole('textbox', { name: 'Por que rejeitar?' });
    await user.type(field, 'perde o foco');
    await user.click(screen.getByRole('button', { name: 'Rejeitar 0e5cc96' }));
    await waitFor(() => expect(decisions(received)).toHaveLength(2));
    expect(decisions(received)[1]?.body).toMatchObject({ decision: 'reject', comment: 'perde o foco' });
  });

  it('shows what changed meanwhile and lets nothing be decided until it is read', async () => {
    const changed = {
      ...request,
      fingerprint: `sha256:${'1'.repeat(64)}`,
      current: { freight: 'x', artifacts: request.incoming.artifacts },
    };
    let state: Approval = request;
    const { approve, user, received } = await open({
      'GET /api/approvals/*': () => ({ body: state }),
      'POST /api/approvals/*/decision': () => {
        state = changed;
        return problem(409, 'changed', { now: { fingerprint: changed.fingerprint, differs: ['current'] } });
      },
    });
    await user.click(approve);
    const notice = await screen.findByText('O pedido mudou enquanto você lia');
    expect(screen.getByText('No ar estava 26d8d3a; agora está 0e5cc96.')).toBeTruthy();
    expect(notice).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /Aprovar para stg/ }).disabled).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Ver como está agora' }));
    await user.click(screen.getByRole('button', { name: /Aprovar para stg/ }));
    await waitFor(() => expect(decisions(received)).toHaveLength(2));
    expect(decisions(received)[1]?.body).toMatchObject({ fingerprint: changed.fingerprint });
  });

  it('leads to the request that took its place', async () => {
    serve(answers(['qa']));
    visit(`/approvals/${uuid(10)}`);
    const link = await screen.findByRole('link', { name: 'Ir ao pedido novo' });
    expect(link.getAttribute('href')).toBe(page);
    expect(await screen.findByText('Substituído por 0e5cc96')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Aprovar/ })).toBeNull();
  });

  it('says why the reader may not decide and offers no button', async () => {
    const you = { may: false, because: { slug: 'author', text: 'você é autor do commit 4f2c9e1' } };
    serve(answers(['qa'], { 'GET /api/approvals/*': () => ({ body: { ...request, you } }) }));
    visit(page);
    expect(await screen.findByText('você é autor do commit 4f2c9e1')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Aprovar/ })).toBeNull();
  });

  it('keeps what was typed when the session ended, and over a new login', async () => {
    const first = await open({ 'POST /api/approvals/*/decision': () => problem(401, 'unauthenticated') });
    await first.user.click(screen.getByRole('button', { name: 'Rejeitar…' }));
    await first.user.type(screen.getByRole('textbox', { name: 'Por que rejeitar?' }), 'quebra no Firefox');
    await first.user.click(screen.getByRole('button', { name: 'Rejeitar 0e5cc96' }));
    expect((await screen.findAllByText('Sua sessão acabou')).length).toBeGreaterThan(0);
    first.unmount();
    serve(answers(['qa']));
    visit(page);
    const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Por que rejeitar?' });
    expect(field.value).toBe('quebra no Firefox');
  });

  it('leads to a fresh login where the policy wants one', async () => {
    const { approve, user } = await open({
      'POST /api/approvals/*/decision': () =>
        problem(403, 'step-up', { login: `/oauth2/authorization/keycloak?fresh=true&return=${page}` }),
    });
    await user.click(approve);
    const link = await screen.findByRole('link', { name: 'Entrar de novo' });
    expect(link.getAttribute('href')).toContain('/oauth2/authorization/keycloak?fresh=true');
  });

  it('does not pretend to know when the answer was lost', async () => {
    const { approve, user } = await open({
      'POST /api/approvals/*/decision': () => {
        throw new TypeError('network');
      },
    });
    await user.click(approve);
    expect(await screen.findByText('A resposta não chegou')).toBeTruthy();
  });

  it('shows a title from outside as text', async () => {
    const commit = { sha: 'a'.repeat(40), title: '<img src=x onerror=alert(1)>', url: 'javascript:alert(1)', authors: [] };
    serve(
      answers(['qa'], {
        'GET /api/approvals/*': () => ({ body: { ...request, changes: { status: 'complete', commits: [commit] } } }),
      }),
    );
    visit(page);
    const text = await screen.findByText('<img src=x onerror=alert(1)>');
    expect(text.closest('a')).toBeNull();
    expect(within(document.body).queryByRole('img', { name: /x/ })).toBeNull();
  });
});
