import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { bestLanguage, chosenLanguage, type Language, rememberLanguage } from './languages';

export type Messages = Record<string, string>;
export type LoadMessages = (language: Language) => Promise<Messages>;

const loadKit: LoadMessages = async (language) =>
  language === 'pt-BR' ? (await import('./messages/pt-BR.json')).default : (await import('./messages/en.json')).default;

/** Starts i18next with the kit's and the application's catalogues; only the language in use is fetched. */
export async function startI18n(loadApp: LoadMessages, language = firstLanguage()): Promise<i18n> {
  const load: Record<string, LoadMessages> = { kit: loadKit, app: loadApp };
  await i18next
    .use(initReactI18next)
    .use({
      type: 'backend' as const,
      init: () => undefined,
      read: (lng: string, ns: string, done: (error: Error | null, data: Messages | null) => void) => {
        load[ns]?.(lng as Language).then(
          (messages) => done(null, messages),
          (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), null),
        );
      },
    })
    .init({
      lng: language,
      ns: ['app', 'kit'],
      defaultNS: 'app',
      fallbackLng: false,
      keySeparator: false,
      nsSeparator: false,
      load: 'currentOnly',
      interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
      returnNull: false,
      showSupportNotice: false,
    });
  document.documentElement.lang = language;
  return i18next;
}

export async function setLanguage(language: Language): Promise<void> {
  rememberLanguage(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export function currentLanguage(): Language {
  return (i18next.language as Language | undefined) ?? 'en';
}

export function firstLanguage(): Language {
  return chosenLanguage() ?? bestLanguage(navigator.languages);
}
