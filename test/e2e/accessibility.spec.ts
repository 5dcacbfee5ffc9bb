import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { ask, seedVault } from './seed.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const THEMES = ['light', 'dark', 'high-contrast'] as const;
const LISTS = ['All', 'Due for rotation', 'Trash'];
const SECTIONS = ['APIs', 'Owners', 'Roles', 'Audit', 'Server', 'Inbox', 'Settings'];

async function faultsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  );
}

async function setTheme(page: Page, theme: string): Promise<void> {
  await page.evaluate((name) => {
    document.documentElement.dataset['theme'] = name;
  }, theme);
}

test('has no fault that axe knows, on any screen in any theme @long', async ({
  launched: { page },
}) => {
  test.setTimeout(180_000);
  expect(await faultsOf(page)).toEqual([]);
  await seedVault(page);
  await ask(page, 'api:create', { name: 'billing', prefix: 'acme', environments: ['live'] });
  await ask(page, 'owner:create', { label: 'team:payments' });
  for (const theme of THEMES) {
    await setTheme(page, theme);
    for (const section of SECTIONS) {
      await page.getByRole('button', { name: section, exact: true }).click();
      await page.getByRole('heading', { level: 1, name: section }).waitFor();
      expect(await faultsOf(page), `${section}, ${theme}`).toEqual([]);
    }
  }
});

for (const theme of THEMES) {
  test(`has no fault in lists, entry, form and sheet of shortcuts (${theme})${theme === 'light' ? '' : ' @long'}`, async ({
    launched: { page },
  }) => {
    test.setTimeout(120_000);
    await seedVault(page);
    await ask(page, 'entry:add', {
      name: 'Mail',
      kind: 'token',
      secret: 'an-example-of-a-secret',
      tags: ['shop'],
      url: 'https://example.com',
      notes: 'Ask Kim',
      expires: { kind: 'after', afterMs: 86_400_000 },
    });
    await setTheme(page, theme);
    for (const section of LISTS) {
      await page.getByRole('button', { name: section, exact: true }).click();
      await page.getByRole('heading', { level: 1, name: section }).waitFor();
      expect(await faultsOf(page), section).toEqual([]);
    }
    await page.getByRole('button', { name: 'Due for rotation', exact: true }).click();
    await page.getByRole('radio', { name: 'Month' }).click();
    await page.getByRole('grid').waitFor();
    expect(await faultsOf(page), 'month').toEqual([]);
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await page.getByRole('row').filter({ hasText: 'Mail' }).click();
    await page.getByRole('article').waitFor();
    expect(await faultsOf(page), 'an entry').toEqual([]);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await faultsOf(page), 'a form').toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+/');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    expect(await faultsOf(page), 'the sheet of shortcuts').toEqual([]);
  });
}

test('would find a fault (control)', async ({ launched: { page } }) => {
  await page.evaluate(() => {
    document.body.append(document.createElement('input'));
  });
  expect((await faultsOf(page)).join()).toContain('label');
});
