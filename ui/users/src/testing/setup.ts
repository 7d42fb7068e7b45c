import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { startI18n } from '@promotion-bus/kit/i18n/setup';
import { loadMessages } from '../i18n/load';
import { startServer } from './server';

// A build machine may be busy; a test that waits for something waits until it is there.
configure({ asyncUtilTimeout: 15_000 });

// Before any module of the application reads where it is: the page and its API are one origin.
(globalThis as unknown as { jsdom: { reconfigure: (options: { url: string }) => void } }).jsdom.reconfigure({
  url: `${await startServer()}/`,
});

beforeAll(async () => {
  // The real catalogues: a test that reads "Salvar alterações" reads what people read.
  await startI18n(loadMessages, 'pt-BR');
  // What jsdom has no layout for.
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('CSS', { escape: (text: string) => text.replace(/[^\w-]/g, '\\$&') });
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} });
  Element.prototype.scrollIntoView = () => undefined;
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { value: 600, configurable: true });
  Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { value: 1024, configurable: true });
});

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

afterEach(cleanup);
