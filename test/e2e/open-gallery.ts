/** The gallery of the design system, built and served on a free port of this computer to a plain browser. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { findChromium, isExecutable } from '../stand-in/chromium/find-chromium.ts';
import { root } from './launch-target.ts';

interface GalleryFixtures {
  /** Opens the gallery in a theme, with nothing moving, once all its frames are drawn. */
  readonly openGallery: (theme: string) => Promise<Page>;
}

interface ServedGallery {
  readonly galleryAddress: string;
}

export const test = base.extend<GalleryFixtures, ServedGallery>({
  galleryAddress: [
    async ({}, use) => {
      const outDir = mkdtempSync(join(tmpdir(), 'kw-gallery-'));
      const configFile = join(root, 'gallery.vite.config.ts');
      const shared = { configFile, build: { outDir }, logLevel: 'error' } as const;
      await build(shared);
      const server = await preview({ ...shared, preview: { host: '127.0.0.1', port: 0 } });
      await use(server.resolvedUrls?.local[0] ?? '');
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  openGallery: async ({ galleryAddress }, use) => {
    const browser = await chromium.launch(programOfChromium());
    const context = await browser.newContext({
      viewport: { width: 1_440, height: 900 },
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await use(async (theme) => {
      await page.goto(`${galleryAddress}?theme=${theme}`);
      await page.getByRole('heading', { name: 'Gallery' }).waitFor();
      for (const frame of page.frames()) await frame.locator('main').waitFor({ state: 'attached' });
      await page.evaluate(async () => void (await document.fonts.ready));
      return page;
    });
    await browser.close();
  },
});

function programOfChromium() {
  const env = { ...process.env, ELECTRON_STANDIN_HEADLESS: '1' };
  const found = findChromium({ env, isExecutable });
  return found === null ? {} : { executablePath: found.path };
}
