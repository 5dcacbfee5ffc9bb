import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../launch-target.ts';
import { test } from '../open-gallery.ts';

const FOLDER = join(root, 'out/screenshots');

for (const theme of ['light', 'dark', 'high-contrast', 'all']) {
  test(`the gallery (${theme})`, async ({ openGallery }) => {
    mkdirSync(FOLDER, { recursive: true });
    const page = await openGallery(theme);
    await page.screenshot({
      path: join(FOLDER, `gallery-${theme}.png`),
      animations: 'disabled',
      fullPage: true,
    });
  });
}
