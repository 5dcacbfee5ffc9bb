import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { ask, seedVault } from './seed.ts';

const SECRET = 'example-of-a-secret-0O1l-wxyz';

async function addEntry(page: Page, name: string, facts: { tags?: string[]; days?: number } = {}) {
  return ask(page, 'entry:add', {
    name,
    kind: 'api-key',
    secret: SECRET,
    tags: facts.tags ?? [],
    url: null,
    notes: null,
    expires: facts.days === undefined ? null : { kind: 'after', afterMs: facts.days * 86_400_000 },
  });
}

const list = (page: Page) => page.getByRole('grid', { name: 'Keys' });
const row = (page: Page, name: string) => list(page).getByRole('row').filter({ hasText: name });
const detail = (page: Page) => page.getByRole('article');
const names = (page: Page) =>
  list(page)
    .locator('[role=row][aria-selected]')
    .evaluateAll((rows) =>
      rows
        .toSorted((a, b) => Number(a.ariaRowIndex) - Number(b.ariaRowIndex))
        .map((one) => one.querySelector('[class*=name]')?.textContent ?? ''),
    );

test.beforeEach(async ({ launched: { page } }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await seedVault(page);
});

test('searches, sorts and keeps a search', async ({ launched: { page } }) => {
  await addEntry(page, 'Stripe live', { tags: ['shop'], days: 10 });
  await addEntry(page, 'Mail', { tags: ['shop'], days: 3 });
  await addEntry(page, 'Archive');
  await expect.poll(() => names(page)).toEqual(['Archive', 'Mail', 'Stripe live']);
  await page.getByRole('button', { name: 'Expires' }).click();
  await expect.poll(() => names(page)).toEqual(['Mail', 'Stripe live', 'Archive']);
  await page.getByRole('button', { name: 'Expires' }).click();
  await expect.poll(() => names(page)).toEqual(['Stripe live', 'Mail', 'Archive']);
  await page.keyboard.press('/');
  await page.keyboard.type('tag:shop expires:<5d');
  await expect.poll(() => names(page)).toEqual(['Mail']);
  await page.getByRole('button', { name: 'Keep this search' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Shop, soon');
  await page.getByRole('button', { name: 'Keep it' }).click();
  await page.getByRole('searchbox').fill('nope:1');
  await expect(page.getByText('Unknown search operator "nope:1"')).toBeVisible();
  await page.getByRole('button', { name: 'Third-party' }).click();
  await expect.poll(() => names(page)).toHaveLength(3);
  await page.getByRole('button', { name: 'Shop, soon', exact: true }).click();
  await expect.poll(() => names(page)).toEqual(['Mail']);
  await page.getByRole('button', { name: 'Due for rotation' }).click();
  const due = page.getByRole('region', { name: 'This week' }).getByRole('listitem');
  await expect(due.getByRole('button', { name: /^Mail/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'This month' })).toContainText('Stripe live');
  await due.getByRole('button', { name: /^Mail/ }).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(detail(page)).toHaveAccessibleName('Key “Stripe live”');
});

test('is moved through, opened and closed by keyboard alone', async ({ launched: { page } }) => {
  for (const name of ['A', 'B', 'C']) await addEntry(page, `Key ${name}`);
  await expect.poll(() => names(page)).toEqual(['Key A', 'Key B', 'Key C']);
  await list(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(detail(page)).toHaveAccessibleName('Key “Key B”');
  await page.keyboard.press('End');
  await expect(detail(page)).toHaveAccessibleName('Key “Key C”');
  await page.keyboard.press('Home');
  await expect(detail(page)).toHaveAccessibleName('Key “Key A”');
  await page.keyboard.press('Control+c');
  await expect(page.getByText('Copied “Key A”')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(detail(page)).toHaveCount(0);
  await expect(list(page)).toBeFocused();
});

test('shows a secret only while the button is held', async ({ launched: { page, main } }) => {
  await addEntry(page, 'Stripe live');
  await row(page, 'Stripe live').click();
  const hold = page.getByRole('button', { name: 'Hold to show' });
  const shown = page.getByRole('status', { name: 'Secret', exact: true });
  await expect(shown).toHaveText('••••••••wxyz');
  await hold.hover();
  await page.mouse.down();
  await expect(shown).toHaveText(SECRET);
  await page.mouse.up();
  await expect(shown).toHaveText('••••••••wxyz');
  await hold.focus();
  await page.keyboard.down('Space');
  await expect(shown).toHaveText(SECRET);
  await page.keyboard.up('Space');
  await expect(shown).toHaveText('••••••••wxyz');
  await page.keyboard.down('Space');
  await expect(shown).toHaveText(SECRET);
  await page.evaluate(() => window.dispatchEvent(new Event('blur')));
  await expect(shown).toHaveText('••••••••wxyz');
  await page.keyboard.up('Space');
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await main(({ clipboard }) => clipboard.readText())).toBe(SECRET);
});

test('adds, edits, trashes, takes back and restores', async ({ launched: { page } }) => {
  await expect(page.getByRole('heading', { name: 'Every key in one place' })).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Add' }).click();
  await page.getByLabel('Service', { exact: true }).selectOption({ label: 'Stripe' });
  await expect(page.getByLabel('Address', { exact: true })).toHaveValue(
    'https://dashboard.stripe.com/apikeys',
  );
  await page.getByLabel('Name', { exact: true }).fill('Stripe live');
  await page.getByLabel('Secret', { exact: true }).fill(SECRET);
  await page.getByLabel('Tags', { exact: true }).fill('shop, payments');
  await page.getByLabel('Expires', { exact: true }).selectOption({ label: 'In 90 days' });
  await page.getByRole('button', { name: 'Add it' }).click();
  await expect(detail(page)).toHaveAccessibleName('Key “Stripe live”');
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Stripe, shop');
  await page.getByLabel('Notes', { exact: true }).fill('Ask Kim before touching it');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(detail(page)).toHaveAccessibleName('Key “Stripe, shop”');
  await expect(detail(page).getByText('Ask Kim before touching it')).toBeVisible();
  await expect(detail(page).getByText('in 2 months')).toBeVisible();
  await page.getByRole('button', { name: 'Use version 1 again' }).click();
  await expect(detail(page)).toHaveAccessibleName('Key “Stripe live”');
  await page.getByText('is as it was in version 1').waitFor();
  await page.keyboard.press('Control+z');
  await expect(detail(page)).toHaveAccessibleName('Key “Stripe, shop”');
  await page.getByRole('button', { name: 'Move to the trash' }).click();
  await expect(list(page)).toHaveCount(0);
  await page.getByText('is in the trash').waitFor();
  await page.keyboard.press('Control+z');
  await expect(detail(page)).toHaveAccessibleName('Key “Stripe, shop”');
  await page.getByRole('button', { name: 'Move to the trash' }).click();
  await page.getByRole('button', { name: 'Trash', exact: true }).click();
  await row(page, 'Stripe, shop').click();
  await page.getByRole('button', { name: 'Bring back' }).click();
  await expect(detail(page)).toHaveAccessibleName('Key “Stripe, shop”');
  await expect(page.getByRole('button', { name: 'All', exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  );
});

test('imports a dropped .env file after a preview, and takes it back', async ({
  launched: { page },
}) => {
  await addEntry(page, 'TAKEN');
  await row(page, 'TAKEN').waitFor();
  const text = `STRIPE_KEY=sk_live_${'x'.repeat(24)}\nTAKEN=again\nbroken line\nEMPTY=\n`;
  const files = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], 'shop.env'));
    return transfer;
  }, text);
  await list(page).dispatchEvent('drop', { dataTransfer: files });
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('1 will be added')).toBeVisible();
  await expect(dialog.getByText('3 left out')).toBeVisible();
  await expect(dialog.getByText('an entry of that name exists')).toBeVisible();
  await expect(dialog).not.toContainText('sk_live');
  await dialog.getByRole('button', { name: 'Add 1 key' }).click();
  await expect.poll(() => names(page)).toEqual(['STRIPE_KEY', 'TAKEN']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => names(page)).toEqual(['TAKEN']);
});

test('shows a key of ours with its versions', async ({ launched: { page } }) => {
  await ask(page, 'api:create', {
    name: 'billing',
    prefix: 'acme',
    environments: ['live', 'test'],
  });
  const { key, versionId } = await ask(page, 'key:issue', {
    api: 'billing',
    name: 'Shop backend',
    owner: 'team:shop',
    environment: 'live',
    permissions: ['invoices.read'],
    roles: [],
    limits: [],
    notBefore: null,
    expires: { kind: 'after', afterMs: 90 * 86_400_000 },
    reason: null,
  });
  await ask(page, 'key:rotate', {
    key: (key as { id: string }).id,
    graceMs: 3_600_000,
    isLeaked: false,
    expires: null,
    reason: null,
  });
  await page.getByRole('button', { name: 'Issued', exact: true }).click();
  await row(page, 'Shop backend').click();
  await expect(detail(page).getByText('team:shop')).toBeVisible();
  await expect(detail(page).getByText('read invoices')).toBeVisible();
  const old = detail(page)
    .getByRole('row')
    .filter({ hasText: String(versionId) });
  await expect(old.getByText('Retiring')).toBeVisible();
});

test('keeps thousands of rows out of the page and within reach', async ({ launched: { page } }) => {
  const entries = Array.from({ length: 5_000 }, (_, index) => ({
    name: `Key ${String(index).padStart(5, '0')}`,
    kind: 'api-key' as const,
    secret: null,
    tags: [],
    url: null,
    notes: null,
    expires: null,
  }));
  await ask(page, 'entry:import', { entries, source: 'seed' });
  await expect(list(page)).toHaveAttribute('aria-rowcount', '5001');
  await list(page).focus();
  await page.keyboard.press('End');
  await expect(row(page, 'Key 04999')).toBeVisible();
  expect(await list(page).locator('[role=row]').count()).toBeLessThan(80);
});
