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
    rolldownOptions: {
      output: {
        // The first load is a handful of files instead of one for every icon and helper that two pages share: what the
        // entry imports goes together, the libraries apart because they change less often than the console.
        codeSplitting: {
          groups: [
            { name: 'vendor', tags: ['$initial'], test: /[\\/]node_modules[\\/]/, priority: 2 },
            { name: 'console', tags: ['$initial'], priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: Object.fromEntries(['/api', '/oauth2', '/login', '/logout'].map((path) => [path, bus()])) },
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

function bus(): string {
  return process.env['BUS_URL'] ?? 'http://127.0.0.1:8080';
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
