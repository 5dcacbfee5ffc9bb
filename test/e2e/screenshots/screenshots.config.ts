/** `npm run screenshots`: every screen on demo data, light and dark, 900 and 1440 pixels wide, into out/screenshots. */

import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { root } from '../launch-target.ts';

export default defineConfig({
  outputDir: join(root, 'node_modules/.cache/playwright-screenshots'),
  testDir: import.meta.dirname,
  testMatch: '*.shots.ts',
  workers: 1,
  timeout: 600_000,
  forbidOnly: true,
  reporter: 'list',
});
