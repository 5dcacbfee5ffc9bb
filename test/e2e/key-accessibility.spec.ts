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
      await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => null)));
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

/** Has the server of this computer verify the token, so that it was seen in use. */
async function useOnce(page: Page, token: string): Promise<void> {
  const started = await page.evaluate(() => window.keywright.tell('server:start', { port: 0 }));
  if (!('answer' in started) || started.answer.state !== 'running') throw new Error('no server');
  await ask(page, 'server:try', { url: started.answer.url, request: { token } });
}

test('has no fault that axe knows, on a key’s page and in each of its dialogs @long', async ({
  launched: { page },
}) => {
  test.setTimeout(240_000);
  await enterWithApi(page);
  const { keyId, token } = await issueKey(page, { environment: 'live' });
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
  await page.keyboard.press('Escape');
  const board = page.getByRole('region', { name: 'Rotation under way' });
  await board.getByRole('button', { name: 'Extend' }).click();
  await page.getByRole('dialog').getByText('Other').click();
  await expectNoFault(page, 'extend');
  await page.keyboard.press('Escape');
  await board.getByRole('button', { name: 'Roll back' }).click();
  await expectNoFault(page, 'roll back');
  await page.keyboard.press('Escape');
  await useOnce(page, token);
  await board.getByText('The old version is still in use').waitFor({ timeout: 60_000 });
  await board.getByRole('button', { name: 'Finish now' }).click();
  await expectNoFault(page, 'finish');
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
