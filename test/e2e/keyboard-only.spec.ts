/** The whole main job without a pointer: every step is keys alone, and a pointer that reached the page would be found. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { outcomeOf } from './key-seed.ts';
import { pressAndLeave } from './press-and-leave.ts';

const PASSWORD = 'four plain words together';
const MOST_STOPS = 60;

/** Writes down every press of a pointer from now on. */
async function watchPointer(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { pointerPresses: seen });
    for (const type of ['pointerdown', 'mousedown', 'touchstart']) {
      window.addEventListener(type, () => seen.push(type), { capture: true });
    }
  });
}

function pointerPresses(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (window as unknown as { pointerPresses: string[] }).pointerPresses);
}

async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  const isThere = () => wanted.evaluate((element) => element === document.activeElement);
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await isThere()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${String(wanted)}`);
}

async function press(page: Page, scope: Page | Locator, button: string): Promise<void> {
  await tabTo(page, scope.getByRole('button', { name: button, exact: true }));
  await page.keyboard.press('Enter');
}

async function go(page: Page, section: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(`go to ${section}`);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: section }).waitFor();
}

/** Reads the secret that the dialog shows once, says that it is saved, and leaves. */
async function keepSecret(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog');
  const token = (await dialog.getByRole('status', { name: 'New secret' }).textContent()) ?? '';
  await tabTo(page, dialog.getByRole('checkbox', { name: 'I saved it' }));
  await page.keyboard.press('Space');
  await press(page, dialog, 'Done');
  await expect(dialog).toHaveCount(0);
  return token;
}

async function runFirst(page: Page): Promise<void> {
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  await page.keyboard.type(PASSWORD);
  await tabTo(page, page.getByLabel('The same again'));
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('checkbox', { name: 'I keep the code' }));
  await page.keyboard.press('Space');
  await press(page, page, 'I have it');
  await expect(page.getByLabel('Name of the API')).toBeFocused();
  await page.keyboard.type('billing');
  await page.keyboard.press('Enter');
  await press(page, page, 'Verify the key');
  await expect(page.getByText('Verified: First key may use billing (test)')).toBeVisible();
  await press(page, page, 'Open Keywright');
  await page.getByRole('navigation', { name: 'Sections' }).waitFor();
}

async function issue(page: Page): Promise<string> {
  await page.keyboard.press('Control+Shift+n');
  await expect(page.getByLabel('Name of the key')).toBeFocused();
  await page.keyboard.type('Nightly export');
  for (let step = 2; step <= 7; step += 1) {
    await page.keyboard.press('Enter');
    await page.getByText(`Step ${step} of 7`).waitFor();
  }
  await page.keyboard.press('Enter');
  return keepSecret(page);
}

async function seeItVerify(page: Page, token: string): Promise<void> {
  await go(page, 'Server');
  await tabTo(page, page.getByLabel('Key', { exact: true }));
  await page.keyboard.type(token);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('table', { name: 'Decisions' })).toContainText('Nightly export');
}

async function findIt(page: Page): Promise<void> {
  await go(page, 'Issued');
  await page.getByRole('searchbox').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('nightly');
  await expect(page.getByText('1 of 2')).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: /Nightly export/ })).toBeVisible();
}

async function showIt(page: Page, token: string): Promise<void> {
  await tabTo(page, page.getByRole('button', { name: 'Hold to show' }));
  await page.keyboard.down('Space');
  await expect(page.getByRole('status', { name: 'Secret', exact: true })).toHaveText(token);
  await page.keyboard.up('Space');
  await expect(page.getByRole('status', { name: 'Secret', exact: true })).not.toHaveText(token);
  await tabTo(page, page.getByRole('button', { name: 'Copy', exact: true }).first());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Copied' }).first()).toBeVisible();
}

async function rotate(page: Page): Promise<string> {
  const board = page.getByRole('region', { name: 'Rotation under way' });
  const dialog = page.getByRole('dialog');
  await press(page, page, 'Rotate');
  await expect(dialog.getByRole('radio', { name: /Routine/ })).toBeFocused();
  await tabTo(page, dialog.getByRole('radio', { name: '1 hour' }));
  await page.keyboard.press('ArrowRight');
  await expect(dialog.getByRole('radio', { name: '1 day' })).toBeChecked();
  await page.keyboard.press('Enter');
  const fresh = await keepSecret(page);
  await press(page, board, 'Extend');
  await press(page, dialog, 'Extend');
  await expect(page.getByText(/^The old version works until/)).toBeVisible();
  await press(page, board, 'Finish now');
  await expect(board).toHaveCount(0);
  return fresh;
}

async function revoke(page: Page): Promise<void> {
  await press(page, page, 'Revoke');
  await press(page, page.getByRole('dialog'), 'Revoke');
  await expect(page.getByText('Nightly export is revoked')).toBeVisible();
}

test('does the whole main job by keyboard, and no pointer', async ({ launched }) => {
  test.setTimeout(120_000);
  const { page, main, app } = launched;
  await watchPointer(page);
  await runFirst(page);
  const old = await issue(page);
  await seeItVerify(page, old);
  await findIt(page);
  await showIt(page, old);
  expect(await main(({ clipboard }) => clipboard.readText())).toBe(old);
  const fresh = await rotate(page);
  expect([await outcomeOf(page, old), await outcomeOf(page, fresh)]).toEqual(['retired', 'valid']);
  await revoke(page);
  expect(await outcomeOf(page, fresh)).toBe('revoked');
  expect(await pointerPresses(page)).toEqual([]);

  const replaced = app.waitForEvent('window');
  await pressAndLeave(page, 'Control+l');
  const locked = await replaced;
  await expect(locked.getByLabel('Password', { exact: true })).toBeFocused();
  await watchPointer(locked);
  await locked.keyboard.type(PASSWORD);
  await locked.keyboard.press('Enter');
  await locked.getByRole('navigation', { name: 'Sections' }).waitFor();
  expect(await pointerPresses(locked)).toEqual([]);

  // Control: a click is found.
  await locked.getByRole('button', { name: 'Audit' }).click();
  expect(await pointerPresses(locked)).toContain('pointerdown');
});
