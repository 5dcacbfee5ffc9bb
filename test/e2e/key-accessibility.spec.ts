import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { enterWithApi, issueKey } from './key-seed.ts';
import { ask } from './seed.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const THEMES = ['light', 'dark', 'high-contrast'];

/** In every theme, once what moves stands still. */
async function expectNoFault(page: Page, where: string): Promise<void> {
  for (const theme of THEMES) {
    await page.evaluate(async (name) => {
      document.documentElement.dataset['theme'] = name;
      await Promise.all(document.getAnimations().map(({ finished }) => finished));
    }, theme);
    const isBehindVeil = (await page.getByRole('dialog').count()) > 0;
    const axe = new AxeBuilder({ page }).withTags(RULES);
    const { violations } = await (isBehindVeil ? axe.include('[role="dialog"]') : axe).analyze();
    const faults = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
    );
    expect(faults, `${where}, ${theme}`).toEqual([]);
  }
}

test('has no fault that axe knows, on a key’s page and in each of its dialogs @long', async ({
  launched: { page },
}) => {
  test.setTimeout(240_000);
  await enterWithApi(page);
  const { keyId } = await issueKey(page, { environment: 'live' });
  await page.getByRole('grid', { name: 'Keys' }).getByText('Nightly export').click();
  await page.getByRole('button', { name: 'Rotate', exact: true }).click();
  await expectNoFault(page, 'rotate');
  await page.getByText('It leaked').click();
  await expectNoFault(page, 'rotate leaked');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await expectNoFault(page, 'revoke');
  await page.keyboard.press('Escape');
  const rotation = { key: keyId, graceMs: 3_600_000, isLeaked: false, expires: null, reason: null };
  await ask(page, 'key:rotate', rotation);
  await page.getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
  await expectNoFault(page, 'board');
});

test('has no fault that axe knows at any step of issuing @long', async ({ launched: { page } }) => {
  test.setTimeout(240_000);
  await enterWithApi(page);
  await issueKey(page, {});
  await page.keyboard.press('Control+n');
  for (let step = 1; step <= 7; step += 1) {
    await page.getByText(`Step ${step} of 7`).waitFor();
    await expectNoFault(page, `issue, step ${step}`);
    await page.keyboard.press('Enter');
  }
  await page.getByRole('checkbox', { name: 'I saved it' }).waitFor();
  await expectNoFault(page, 'issued');
});
