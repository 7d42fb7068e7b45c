import { useTranslation } from 'react-i18next';
import type messages from './pt-BR.json';

type Singular<K> = K extends `${infer Base}_${'one' | 'other'}` ? Base : K;
export type TextKey = Singular<keyof typeof messages>;
export type Text = (key: TextKey, values?: Record<string, string | number>) => string;

/** The texts of the application; keys are checked by the compiler and by the catalogue test. */
export function useText(): Text {
  const { t } = useTranslation('app');
  return (key, values) => (t as (key: string, values?: object) => string)(key, values);
}
