/** `npx playwright test -c test/e2e`: the stand-in's own specs, then Keywright's. */
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import type { AppOptions } from './fixture.ts';
import { root } from './launch-target.ts';

/** `npm test` drives every flow, and leaves to `npm run e2e` what only looks longer: `@long`, and most of the stand-in's own specs. */
const isSlice = process.env['E2E_SLICE'] === '1';

export default defineConfig<AppOptions>({
  outputDir: join(root, 'node_modules/.cache/playwright'),
  workers: Number(process.env['E2E_WORKERS'] ?? 1),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: 'list',
  use: { trace: process.env['CI'] ? 'retain-on-failure' : 'off' },
  projects: [
    {
      name: 'stand-in',
      testDir: join(root, 'test/stand-in'),
      testMatch: isSlice ? '**/{ports,plain-window}.spec.ts' : '**/*.spec.ts',
      use: { appPath: join(root, 'test/stand-in/fixture-app') },
    },
    {
      name: 'keywright',
      testDir: join(root, 'test/e2e'),
      testMatch: '**/*.spec.ts',
      ...(isSlice ? { grepInvert: /@long/ } : {}),
    },
  ],
});
