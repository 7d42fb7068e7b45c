import type { Delivery } from '../../../api/types';
import type { TextKey } from '../../../i18n/text';

type DeliveryError = NonNullable<Delivery['error']>;

const keys: Record<string, TextKey> = {
  'body-gone': 'delivery.error.body-gone',
  'internal-error': 'delivery.error.internal-error',
  'invalid-value': 'delivery.error.invalid-value',
  malformed: 'delivery.error.malformed',
  'missing-field': 'delivery.error.missing-field',
  'registry-missing': 'delivery.error.registry-missing',
  'registry-unreachable': 'delivery.error.registry-unreachable',
  'wrong-type': 'delivery.error.wrong-type',
};

/** What went wrong in the reader's language; a slug learnt later is told by the bus's own English sentence. */
export function errorText(error: DeliveryError, t: (key: TextKey) => string): string {
  const key = keys[error.slug];
  return key ? t(key) : error.detail;
}
