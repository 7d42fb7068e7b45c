import { apiClient } from '@promotion-bus/kit/http/client';
import { currentLanguage } from '@promotion-bus/kit/i18n/setup';
import { accessToken, sessionLost } from '../session/session';
import type { paths } from './schema';

export const api = apiClient<paths>({ language: currentLanguage, token: accessToken, onUnauthenticated: sessionLost });

/** For what is open to all: it answers with or without a session. */
export const openApi = apiClient<paths>({ language: currentLanguage });
