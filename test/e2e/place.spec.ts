/** What a launch leaves for the next one: where the window stands, what it showed, how wide the list was. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { type Launched, launch } from './launch.ts';
import { ask, PASSWORD, seedVault } from './seed.ts';

const BOUNDS = { x: 40, y: 30, width: 1_300, height: 760 };

function standOf({ main }: Launched) {
  return main(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return { bounds: window?.getNormalBounds(), isMaximized: window?.isMaximized() };
  });
}

async function openEntry(page: Page, name: string): Promise<number> {
  await page.getByRole('grid', { name: 'Keys' }).getByText(name).click();
  const box = await page.getByRole('article').boundingBox();
  return box?.x ?? Number.NaN;
}

test('comes up where it was left: in place, in its section, with the list as wide as it was', async ({
  place,
  appPath,
}) => {
  const first = await launch({ place, appPath });
  const { page } = first;
  await page.setViewportSize({ width: 1_300, height: 760 });
  await seedVault(page);
  const facts = { name: 'name-behind-the-lock', kind: 'token', secret: 'x', tags: [], url: null };
  const { entryId } = await ask(page, 'entry:add', { ...facts, notes: null, expires: null });
  const usualX = await openEntry(page, 'name-behind-the-lock');
  const divider = page.getByRole('separator', { name: 'Width of the list' });
  await divider.press('ArrowRight');
  await expect(divider).toHaveAttribute('aria-valuenow', '396');
  await page.mouse.move(usualX + 16, 400);
  await page.mouse.down();
  await page.mouse.move(usualX + 216, 420, { steps: 4 });
  await expect(divider).toHaveAttribute('aria-valuenow', '596');
  await page.keyboard.press('Escape');
  await expect(divider).toHaveAttribute('aria-valuenow', '396');
  await page.mouse.up();
  await divider.dblclick();
  await expect(divider).toHaveAttribute('aria-valuenow', '380');
  await page.mouse.down();
  await page.mouse.move(usualX + 84, 420, { steps: 4 });
  await page.mouse.up();
  const x = (await page.getByRole('article').boundingBox())?.x ?? 0;
  expect(Math.round(x - usualX)).toBe(Number(await divider.getAttribute('aria-valuenow')) - 380);
  await page.getByRole('button', { name: 'Audit' }).click();
  await first.main(({ BrowserWindow }, bounds) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setBounds(bounds);
    window?.maximize();
  }, BOUNDS);
  await first.close();

  const file = join(place.keywrightHome, 'place.json');
  const left = readFileSync(file, 'utf8');
  expect(left).not.toContain('name-behind');
  expect(left).not.toContain(String(entryId));
  const second = await launch({ place, appPath });
  await second.page.setViewportSize({ width: 1_300, height: 760 });
  expect(await standOf(second)).toEqual({ bounds: BOUNDS, isMaximized: true });
  await second.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await second.page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await expect(second.page.getByRole('heading', { level: 1, name: 'Audit' })).toBeVisible();
  await second.page.getByRole('button', { name: 'All', exact: true }).click();
  expect(await openEntry(second.page, 'name-behind-the-lock')).toBe(x);
  await second.close();

  // The display at the right has gone.
  const gone = { ...JSON.parse(left), bounds: { ...BOUNDS, x: 4_000 }, isMaximized: false };
  writeFileSync(file, JSON.stringify(gone));
  const third = await launch({ place, appPath });
  expect(await standOf(third)).toEqual({ bounds: { ...BOUNDS, x: 300 }, isMaximized: false });
  await third.close();
});
