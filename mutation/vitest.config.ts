import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { areaOf } from './areas.ts';

const area = areaOf(process.env.KEYWRIGHT_TEST_AREA ?? '');

export default defineConfig({
  test: {
    include: [...area.tests],
    setupFiles: [fileURLToPath(new URL('fixed-seed.ts', import.meta.url))],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
    isolate: false,
    coverage: {
      provider: 'v8',
      include: [...area.sources],
      reporter: ['json'],
    },
  },
});
