import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type DemoTokens, makeDemoHome, verify } from '../../demo/demo-home.ts';
import { expect, test } from '../fixture.ts';
import { launch } from '../launch.ts';
import { root } from '../launch-target.ts';
import { pressAndLeave } from '../press-and-leave.ts';
import { PASSWORD } from '../seed.ts';

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
  'Inbox',
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
  await page.setViewportSize({ width: 1_440, height: 900 });
}

/** Starts the server in its panel and lets it decide about good and bad requests. */
async function serveSome(page: Page, tokens: DemoTokens): Promise<void> {
  await page.getByRole('button', { name: 'Server', exact: true }).click();
  await page.getByLabel('Port').fill('0');
  await page.getByRole('button', { name: 'Start' }).click();
  const address = page.getByText(/^http:\/\/127\.0\.0\.1:\d+$/).first();
  const url = (await address.textContent()) ?? '';
  const tokenOf = (name: string): string => tokens.get(name)?.[0] ?? '';
  const requests = [
    { token: tokenOf('Invoice worker'), permissions: ['invoices.write'] },
    { token: tokenOf('Year-end batch') },
    { token: tokenOf('Webhook relay'), permissions: ['orders.read'] },
    { token: tokenOf('Mobile app'), permissions: ['invoices.write'] },
    { token: tokenOf('Data warehouse'), api: 'billing' },
    { token: tokenOf('Old importer') },
    { token: `${tokenOf('Invoice worker').slice(0, -1)}_` },
    { token: tokenOf('CI smoke test'), environment: 'live' },
    { token: tokenOf('Mobile app'), permissions: ['invoices.read'] },
    { token: tokenOf('Partner: Northwind'), permissions: ['orders.read'] },
    { token: tokenOf('Support console') },
    { token: tokenOf('Invoice worker'), permissions: ['invoices.read'] },
  ];
  for (const request of requests) await verify(url, request);
  await expect(page.getByRole('table', { name: 'Decisions' }).getByRole('row')).toHaveCount(13);
}

test('first run', async ({ launched: { page } }) => {
  mkdirSync(FOLDER, { recursive: true });
  await page.getByRole('heading', { name: 'Choose a password' }).waitFor();
  await shoot(page, 'first run');
});

test('every screen', async ({ place }) => {
  mkdirSync(FOLDER, { recursive: true });
  const tokens = await makeDemoHome(place.keywrightHome, PASSWORD);
  const { app, page, close } = await launch({ place });
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  for (const section of SECTIONS) {
    await page.getByRole('button', { name: section, exact: true }).click();
    await page.getByRole('main').waitFor();
    await page.waitForLoadState('networkidle');
    await shoot(page, section);
  }
  await page.getByRole('button', { name: 'Due for rotation', exact: true }).click();
  await page.getByRole('radio', { name: 'Month' }).click();
  await page.getByRole('button', { name: 'Next due day' }).click();
  await shoot(page, 'due month');
  await serveSome(page, tokens);
  await shoot(page, 'server');
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await page.getByText('Mobile app', { exact: true }).first().click();
  await page.getByText('What it may do').waitFor();
  await shoot(page, 'key');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('re');
  await shoot(page, 'palette');
  await page.keyboard.press('Escape');
  const replaced = app.waitForEvent('window');
  await pressAndLeave(page, 'Control+l');
  const locked = await replaced;
  await locked.getByRole('heading', { name: 'Unlock Keywright' }).waitFor();
  await shoot(locked, 'unlock');
  await close();
});
