import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from './fixture.ts';
import { pressAndLeave } from './press-and-leave.ts';
import { ask, seedVault } from './seed.ts';

/** Takes a port of the loopback, so that another program's is never in the way. */
async function listenSomewhere(): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

test('makes APIs, owners and roles, and says what is wrong with a name', async ({
  launched: { page },
}) => {
  await seedVault(page);
  await page.getByRole('button', { name: 'APIs' }).click();
  await page.getByRole('button', { name: 'New API' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Not A Slug');
  await page.getByLabel('Prefix').fill('acme');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('alert')).toContainText('Invalid API name');
  await page.getByLabel('Name', { exact: true }).fill('billing');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('table', { name: 'APIs' })).toContainText('acme_');
  await page.getByRole('button', { name: 'Owners' }).click();
  await page.getByRole('button', { name: 'New owner' }).click();
  await page.getByLabel('Name', { exact: true }).fill('payments');
  await page.getByLabel('Kind').selectOption('Team');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('table', { name: 'Owners' })).toContainText('payments');
  await page.getByRole('button', { name: 'Roles' }).click();
  await page.getByRole('button', { name: 'New role' }).click();
  await page.getByLabel('Name', { exact: true }).fill('reader');
  await page.getByLabel('Permissions').fill('invoices.read\nreports.read');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('table', { name: 'Roles' })).toContainText('invoices.read');
  await page.getByRole('button', { name: 'Audit' }).click();
  await expect(page.getByRole('table', { name: 'Audit' })).toContainText('Role created');
  await page.getByRole('button', { name: 'Check both chains' }).click();
  await expect(page.getByText(/^Whole:/)).toBeVisible();
});

test('serves, verifies and shows each decision, and stops', async ({ launched: { page } }) => {
  await seedVault(page);
  await ask(page, 'api:create', { name: 'billing', prefix: 'acme', environments: ['live'] });
  const issued = await ask(page, 'key:issue', {
    api: 'billing',
    name: 'reporting',
    owner: 'team:payments',
    environment: 'live',
    permissions: ['invoices.read'],
    roles: [],
    limits: [],
    notBefore: null,
    expires: null,
    reason: null,
  });
  await page.getByRole('button', { name: 'Server' }).click();
  const taken = await listenSomewhere();
  await page.getByLabel('Port').fill(String(taken.port));
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByText(`Port ${taken.port} is taken`)).toBeVisible();
  await taken.close();
  await page.getByLabel('Port').fill('0');
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByLabel('Key', { exact: true }).fill(String(issued['token']));
  await page.getByLabel('Permission to ask for').fill('invoices.write');
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  const log = page.getByRole('table', { name: 'Decisions' });
  await expect(log).toContainText('permission-denied');
  await page.getByLabel('Permission to ask for').fill('invoices.read');
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(log).toContainText('valid');
  await expect(log).not.toContainText(String(issued['token']));
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Stopped')).toBeVisible();
});

test('finds every section and action by typing, and locks', async ({ launched: { page, app } }) => {
  await seedVault(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('settings');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await page.getByLabel('Theme', { exact: true }).selectOption('Dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByLabel('Theme', { exact: true }).selectOption('Light');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await page.getByRole('button', { name: 'Reset: Theme' }).press('Enter');
  await expect(page.getByLabel('Theme', { exact: true })).toHaveValue('system');
  await expect(page.getByLabel('Theme', { exact: true })).toBeFocused();
  await expect(page.getByText('Changed', { exact: true })).toHaveCount(0);
  await page.getByRole('heading', { level: 1, name: 'Settings' }).click();
  await page.keyboard.press('/');
  await page.keyboard.type('updates');
  const groups = page.getByRole('main').getByRole('heading', { level: 2 });
  await expect(groups).toHaveText(['Updates']);
  await expect(page.getByText('was made without an address for updates')).toBeVisible();
  await page.keyboard.type(' of nothing');
  await expect(page.getByText('No setting has that name')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1, name: 'Settings' }).click();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Ctrl L');
  await page.keyboard.press('Escape');
  for (const key of ['=', '=', '-']) await page.keyboard.press(`Control+${key}`);
  await expect(page.getByLabel('Text size', { exact: true })).toHaveValue('1.1');
  const replaced = app.waitForEvent('window');
  await pressAndLeave(page, 'Control+l');
  const next = await replaced;
  await expect(next.getByRole('heading', { name: 'Unlock Keywright' })).toBeVisible();
  await expect(next.getByText('You locked Keywright.')).toBeVisible();
});
