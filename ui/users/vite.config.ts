import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react(), preloadFonts()],
  build: {
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // An inlined asset would be a data: address, which `default-src 'self'` refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  // Another environment's files and API behind the development server: it must be one host, as in production.
  server: { proxy: { '/api': environment(), '/config.json': environment() } },
  test: {
    testTimeout: 180_000,
    environment: 'jsdom',
    // One worker that keeps what it has loaded: importing the libraries again for every file costs more than all tests.
    pool: 'threads',
    isolate: false,
    maxWorkers: 1,
    // The icon library as one file instead of two thousand.
    alias: { 'lucide-react': 'lucide-react/dist/cjs/lucide-react.js' },
    setupFiles: ['src/testing/setup.ts'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
    restoreMocks: true,
  },
});

function environment(): string {
  return process.env['USERS_URL'] ?? 'http://localhost:8081';
}

/** `font-display: optional` only helps when the files are asked for before the styles are read. */
function preloadFonts(): Plugin {
  return {
    name: 'preload-fonts',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((file) => file.endsWith('.woff2'))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${file}`, crossorigin: '' },
            injectTo: 'head' as const,
          })),
    },
  };
}
