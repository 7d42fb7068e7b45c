import { useTranslation } from 'react-i18next';
import type messages from './messages/pt-BR.json';

export type KitKey = keyof typeof messages;

/** The kit's own texts; keys are checked by the compiler. */
export function useKitText(): (key: KitKey, values?: Record<string, string | number>) => string {
  const { t } = useTranslation('kit');
  return (key, values) => (t as (key: string, values?: object) => string)(key, values);
}
