import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { test } from '../fixture.ts';
import { root } from '../launch-target.ts';
import { seedVault } from '../seed.ts';
import { fillWithDemoData } from './demo-data.ts';

const FOLDER = join(root, 'out/screenshots');
const THEMES = ['light', 'dark'] as const;
const WIDTHS = [900, 1_440] as const;
const SECTIONS = [
  'All',
  'Issued',
  'Third-party',
  'Due for rotation',
  'Trash',
  'APIs',
  'Owners',
  'Roles',
  'Audit',
  'Server',
  'Settings',
];

/** One picture for each theme and width. */
async function shoot(page: Page, name: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width === 900 ? 640 : 900 });
    for (const theme of THEMES) {
      await page.evaluate((value) => {
        document.documentElement.dataset['theme'] = value;
      }, theme);
      const file = `${name.toLowerCase().replaceAll(' ', '-')}-${theme}-${width}.png`;
      await page.screenshot({ path: join(FOLDER, file), animations: 'disabled' });
    }
  }
}

test('every screen', async ({ launched: { app, page } }) => {
  mkdirSync(FOLDER, { recursive: true });
  await page.getByRole('heading', { name: 'Choose a password' }).waitFor();
  await shoot(page, 'first run');
  await seedVault(page);
  await fillWithDemoData(page);
  for (const section of SECTIONS) {
    await page.getByRole('button', { name: section, exact: true }).click();
    await page.getByRole('main').waitFor();
    await page.waitForLoadState('networkidle');
    await shoot(page, section);
  }
  await page.setViewportSize({ width: 1_440, height: 900 });
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await page.getByText('Mobile app', { exact: true }).first().click();
  await page.getByText('What it may do').waitFor();
  await shoot(page, 'key');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('re');
  await shoot(page, 'palette');
  await page.keyboard.press('Escape');
  const replaced = app.waitForEvent('window');
  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  const locked = await replaced;
  await locked.getByRole('heading', { name: 'Unlock Keywright' }).waitFor();
  await shoot(locked, 'unlock');
});
