import { Monitor, Moon, Sun } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Segmented } from './segmented';
import { type Language } from '../i18n/languages';
import { setLanguage } from '../i18n/setup';
import { useKitText } from '../i18n/use-kit-text';
import { onThemeChange, setTheme, theme, type Theme } from '../theme';

export function ThemeSwitch() {
  const t = useKitText();
  const current = useSyncExternalStore(onThemeChange, theme);
  return (
    <Segmented<Theme>
      label={t('theme.label')}
      value={current}
      onChange={setTheme}
      options={[
        { value: 'light', label: t('theme.light'), icon: <Sun size={15} aria-hidden="true" /> },
        { value: 'system', label: t('theme.system'), icon: <Monitor size={15} aria-hidden="true" /> },
        { value: 'dark', label: t('theme.dark'), icon: <Moon size={15} aria-hidden="true" /> },
      ]}
    />
  );
}

export function LanguageSwitch({ onChanged }: { onChanged?: () => void }) {
  const t = useKitText();
  const { i18n } = useTranslation('kit');
  return (
    <Segmented<Language>
      label={t('language.label')}
      value={i18n.language as Language}
      onChange={(language) => void setLanguage(language).then(onChanged)}
      options={[
        { value: 'pt-BR', label: 'pt' },
        { value: 'en', label: 'en' },
      ]}
    />
  );
}
