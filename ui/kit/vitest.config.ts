import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { environment: 'jsdom', pool: 'threads', isolate: false, maxWorkers: 1 } });
