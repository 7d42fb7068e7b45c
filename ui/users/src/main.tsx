import '@promotion-bus/kit/styles.css';
import { newQueryClient } from '@promotion-bus/kit/http/query-client';
import { startI18n } from '@promotion-bus/kit/i18n/setup';
import { apply as applyTheme } from '@promotion-bus/kit/theme';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { loadMessages } from './i18n/load';

applyTheme();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id root');
await startI18n(loadMessages);
createRoot(root).render(
  <StrictMode>
    <App client={newQueryClient()} />
  </StrictMode>,
);
