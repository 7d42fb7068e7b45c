import { defineConfig, mergeConfig } from 'vite';
import base from '../vite.config';
import { fixtures } from './server';

/** `npm run fixtures`: the console against typed fixtures instead of a running bus. */
export default mergeConfig(
  { ...base, server: {} },
  defineConfig({ root: new URL('..', import.meta.url).pathname, plugins: [fixtures()], server: { port: 5174, host: '127.0.0.1' } }),
);
