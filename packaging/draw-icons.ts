/**
 * Draws the icons of all platforms from keywright.svg, with the Chromium that the specs use: `node packaging/draw-icons.ts CHROMIUM`. The
 * results are committed, so that a package needs neither this nor a converter.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { encodeIcns, encodeIco, type SizedPng } from './icon-containers.ts';

const folder = join(import.meta.dirname, 'icon');
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const LINUX_SIZES = new Set([16, 24, 32, 48, 64, 128, 256, 512]);

const drawn = await drawAll(process.argv[2] ?? 'chromium');
mkdirSync(join(folder, 'linux'), { recursive: true });
for (const { size, png } of drawn.filter(({ size }) => LINUX_SIZES.has(size))) {
  writeFileSync(join(folder, 'linux', `${size}x${size}.png`), png);
}
writeFileSync(join(folder, 'keywright.ico'), encodeIco(drawn.filter(({ size }) => size <= 256)));
writeFileSync(join(folder, 'keywright.icns'), encodeIcns(drawn));

async function drawAll(executablePath: string): Promise<SizedPng[]> {
  const drawing = readFileSync(join(folder, 'keywright.svg')).toString('base64');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  const sized: SizedPng[] = [];
  for (const size of SIZES) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<body style="margin:0"><img style="display:block" width="${size}" height="${size}" src="data:image/svg+xml;base64,${drawing}"></body>`,
    );
    sized.push({ size, png: await page.screenshot({ omitBackground: true }) });
  }
  await browser.close();
  return sized;
}
