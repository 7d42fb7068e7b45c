import { apiClient } from '@promotion-bus/kit/http/client';
import { currentLanguage } from '@promotion-bus/kit/i18n/setup';
import type { paths } from './schema';

export const api = apiClient<paths>({ language: currentLanguage });
