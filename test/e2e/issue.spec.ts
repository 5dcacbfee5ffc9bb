import { expect, test } from './fixture.ts';
import { enterWithApi, issueKey, outcomeOf } from './key-seed.ts';

test('issues a key from its defaults with Enter alone, and shows the secret once', async ({
  launched,
}) => {
  const { page } = launched;
  await enterWithApi(page);
  await issueKey(page, {});
  await page.keyboard.press('Control+n');
  const dialog = page.getByRole('dialog');
  await expect(page.getByLabel('Name of the key')).toBeFocused();
  for (let step = 2; step <= 7; step += 1) {
    await page.keyboard.press('Enter');
    await expect(dialog.getByText(`Step ${step} of 7`)).toBeVisible();
  }
  await page.keyboard.press('Enter');
  const secret = dialog.getByRole('status', { name: 'New secret' });
  await expect(secret).toHaveText(/^acme_test_\w{12}_\w+$/);
  const token = (await secret.textContent()) ?? '';
  await expect(dialog.getByText(`BILLING_API_KEY=${token}`)).toBeVisible();
  await expect(dialog.getByText(/^curl -s http:\/\/127\.0\.0\.1:\d+\/v1\/verify/)).toBeVisible();
  expect(await outcomeOf(page, token)).toBe('valid');

  await page.keyboard.press('Escape');
  await expect(secret).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Done' })).toBeDisabled();
  await dialog.getByRole('checkbox', { name: 'I saved it' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('article', { name: /billing key/ })).toBeVisible();
  await expect(page.getByText(token)).toHaveCount(0);
});

test('says the key as one sentence, whose words lead back to their question', async ({
  launched,
}) => {
  const { page } = launched;
  await enterWithApi(page);
  await issueKey(page, { permissions: ['invoices.read', 'payments.create'] });
  await page.getByRole('button', { name: 'Issue key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Change: no permissions' }).click();
  await dialog.getByRole('checkbox', { name: 'payments.create' }).check();
  await dialog.getByLabel('Another permission').fill('Invoices');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText(/"Invoices" is not a segment/)).toBeVisible();
  await dialog.getByLabel('Another permission').fill('refunds.approve');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Change: test' }).click();
  await dialog.getByRole('radio', { name: /live/ }).check();
  await dialog.getByRole('button', { name: /Change: 90 days/ }).click();
  await dialog.getByRole('radio', { name: 'Never' }).check();
  await dialog.getByRole('button', { name: 'Change: from now on' }).click();
  await dialog.getByRole('radio', { name: 'On a date' }).last().check();
  await dialog.getByLabel('First day').fill('2099-03-12');
  await expect(dialog.locator('p', { hasText: 'Team payments' })).toHaveText(
    'Team payments may create payments and approve refunds on billing in live, at most 100 requests a minute, from Mar 12, 2099, with no end.',
  );
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Issue the key' }).click();
  const firstDay = dialog.getByLabel('First day');
  await expect(firstDay).toHaveAccessibleDescription(/more than 10y ahead/);
  await expect(firstDay).toBeFocused();
});

test('says what is wrong at its field, and goes there', async ({ launched }) => {
  const { page } = launched;
  await enterWithApi(page);
  await issueKey(page, {});
  await page.getByRole('button', { name: 'Issue key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Change: Team payments' }).click();
  await dialog.getByRole('radio', { name: /Somebody new/ }).check();
  await dialog.getByLabel('Name of the owner').fill('two words');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText(/Invalid owner/)).toBeVisible();
  await dialog.getByLabel('Name of the owner').fill('mobile');
  await dialog.getByRole('button', { name: 'Change: 100 requests a minute' }).click();
  await dialog.getByRole('radio', { name: 'Other' }).check();
  await dialog.getByRole('textbox', { name: 'Requests' }).fill('0');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('A whole number from 1 to 1,000,000')).toBeVisible();
});
