import type { LoadMessages } from '@promotion-bus/kit/i18n/setup';

export const loadMessages: LoadMessages = async (language) =>
  language === 'pt-BR' ? (await import('./pt-BR.json')).default : (await import('./en.json')).default;
