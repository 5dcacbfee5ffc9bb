import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { enterWithApi, issueKey, outcomeOf } from './key-seed.ts';
import { ask } from './seed.ts';

const HOUR_MS = 3_600_000;

async function openKey(page: Page, wanted: object = {}) {
  await enterWithApi(page);
  const issued = await issueKey(page, wanted);
  await page.getByRole('grid', { name: 'Keys' }).getByText('Nightly export').click();
  await expect(page.getByRole('article', { name: /Nightly export/ })).toBeVisible();
  return issued;
}

/** Rotates in the dialog as it stands, and answers the new token. */
async function makeNewSecret(page: Page, button: string): Promise<string> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: button }).click();
  const secret = dialog.getByRole('status', { name: 'New secret' });
  const token = (await secret.textContent()) ?? '';
  await dialog.getByRole('checkbox', { name: 'I saved it' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^(Rotate|It leaked)$/ })).toBeFocused();
  return token;
}

async function endOfGrace(page: Page, keyId: string): Promise<number> {
  const { key } = (await ask(page, 'key:show', { key: keyId })) as {
    key: { versions: { state: string; endsAtMs: number }[] };
  };
  return key.versions.find(({ state }) => state === 'retiring')?.endsAtMs ?? 0;
}

test('rotates with a grace period, extends it by keyboard, and finishes', async ({ launched }) => {
  const { page } = launched;
  const { keyId, token: old } = await openKey(page);
  await page.getByRole('button', { name: 'Rotate', exact: true }).click();
  await page.getByRole('dialog').getByText('1 day', { exact: true }).click();
  const fresh = await makeNewSecret(page, 'Make the new secret');
  expect([await outcomeOf(page, old), await outcomeOf(page, fresh)]).toEqual(['valid', 'valid']);

  const board = page.getByRole('region', { name: 'Rotation under way' });
  await expect(board).toContainText('Old version');
  const before = await endOfGrace(page, keyId);
  const handle = page.getByRole('slider', { name: /End of the grace period/ });
  await handle.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await expect(handle).toHaveAttribute('aria-valuetext', /1 hour later/);
  expect(await endOfGrace(page, keyId)).toBe(before);
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^The old version works until/)).toBeVisible();
  expect(await endOfGrace(page, keyId)).toBe(before + HOUR_MS);

  await board.getByRole('button', { name: 'Finish now' }).click();
  await expect(board).toHaveCount(0);
  expect([await outcomeOf(page, old), await outcomeOf(page, fresh)]).toEqual(['retired', 'valid']);
});

test('extends by dragging the end of the retiring bar, and with the button', async ({
  launched,
}) => {
  const { page } = launched;
  const { keyId } = await openKey(page);
  await ask(page, 'key:rotate', {
    key: keyId,
    graceMs: HOUR_MS,
    isLeaked: false,
    expires: null,
    reason: null,
  });
  const handle = page.getByRole('slider', { name: /End of the grace period/ });
  const before = await endOfGrace(page, keyId);
  const box = await handle.boundingBox();
  if (box === null) throw new Error('the handle has no place');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y + 10, { steps: 4 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Extend', exact: true }).first().click();
  await expect(page.getByText(/^The old version works until/)).toBeVisible();
  const dragged = await endOfGrace(page, keyId);
  expect(dragged).toBeGreaterThan(before);

  await page
    .getByRole('region', { name: 'Rotation under way' })
    .getByRole('button', { name: 'Extend' })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Other').click();
  await dialog.getByLabel('Grace period').fill('90m');
  await dialog.getByRole('button', { name: 'Extend' }).click();
  await expect(dialog).toHaveCount(0);
  expect(await endOfGrace(page, keyId)).toBe(dragged + 1.5 * HOUR_MS);
});

test('rotates a leaked key: every older version is refused at once', async ({ launched }) => {
  const { page } = launched;
  const { token: old } = await openKey(page);
  await page.getByRole('button', { name: 'Rotate', exact: true }).click();
  await page.getByRole('dialog').getByText('It leaked').click();
  await expect(page.getByText('1 version is revoked and refused everywhere')).toBeVisible();
  const fresh = await makeNewSecret(page, 'Revoke and make a new one');
  expect([await outcomeOf(page, old), await outcomeOf(page, fresh)]).toEqual(['revoked', 'valid']);
  await expect(page.getByText(/· leaked$/)).toBeVisible();
});

test('rolls back: the old version works alone again', async ({ launched }) => {
  const { page } = launched;
  const { token: old } = await openKey(page);
  await page.getByRole('button', { name: 'Rotate', exact: true }).click();
  const fresh = await makeNewSecret(page, 'Make the new secret');
  await page.getByRole('button', { name: 'Roll back' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
  await expect(page.getByText('Rolled back: the old version is active again')).toBeVisible();
  expect([await outcomeOf(page, old), await outcomeOf(page, fresh)]).toEqual(['valid', 'revoked']);
});

test('revokes a live key only when its name is typed', async ({ launched }) => {
  const { page } = launched;
  const { token } = await openKey(page, { environment: 'live' });
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('This is a live key')).toBeVisible();
  await dialog.getByText('Owner left').click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await expect(dialog.getByText('That is not the name of the key')).toBeVisible();
  expect(await outcomeOf(page, token)).toBe('valid');
  await dialog.getByLabel('Type Nightly export to revoke a live key').fill('Nightly export');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nightly export is revoked')).toBeVisible();
  expect(await outcomeOf(page, token)).toBe('revoked');
  await expect(page.getByRole('button', { name: 'Rotate', exact: true })).toHaveCount(0);
});

test('disables at once, and undo makes it work again', async ({ launched }) => {
  const { page } = launched;
  const { token } = await openKey(page);
  await page.getByRole('button', { name: 'Disable', exact: true }).click();
  await expect(page.getByText('Nightly export is disabled')).toBeVisible();
  expect(await outcomeOf(page, token)).toBe('disabled');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Disable', exact: true })).toBeVisible();
  expect(await outcomeOf(page, token)).toBe('valid');
});
