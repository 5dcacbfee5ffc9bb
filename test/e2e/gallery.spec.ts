import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { test } from './open-gallery.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function faultsOf(page: Page, within = 'body'): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).withTags(RULES).include(within);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  );
}

for (const theme of ['light', 'dark', 'high-contrast']) {
  test(`no component in any state has a fault that axe knows (${theme}) @long`, async ({
    openGallery,
  }) => {
    test.setTimeout(240_000);
    const page = await openGallery(theme);
    expect(page.frames().length).toBeGreaterThan(8);
    expect(await faultsOf(page)).toEqual([]);
  });
}

test('would find a fault in a frame of the gallery (control) @long', async ({ openGallery }) => {
  test.setTimeout(120_000);
  const page = await openGallery('light');
  await page
    .frames()
    .at(-1)
    ?.evaluate(() => {
      document.body.append(document.createElement('input'));
    });
  expect((await faultsOf(page, '[aria-labelledby=ToastShelf]')).join()).toContain('label');
});
