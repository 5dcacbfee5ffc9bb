import { expect, test } from './fixture.ts';

const PASSWORD = 'four plain words together';

test('makes a vault, keeps the code, issues a key and verifies it live', async ({ launched }) => {
  const { page } = launched;
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('The same again').fill(PASSWORD);
  await page.getByRole('button', { name: 'Make the vault' }).click();
  await page.getByRole('checkbox', { name: 'I keep the code' }).click();
  await page.getByRole('button', { name: 'I have it' }).click();
  await page.getByLabel('Name of the API').fill('billing');
  await page.getByRole('button', { name: 'Make the first key' }).click();
  await page.getByRole('button', { name: 'Verify the key' }).click();
  await expect(page.getByText('Verified: First key may use billing (test)')).toBeVisible();
  await page.getByRole('button', { name: 'Open Keywright' }).click();
  await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible();
});
