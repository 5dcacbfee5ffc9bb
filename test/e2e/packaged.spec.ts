/** The files that a package carries, started away from the sources: what is missing in them is found nowhere else. */
import { join } from 'node:path';
import { stage } from '../../packaging/stage.ts';
import { expect, test } from './fixture.ts';
import { launch } from './launch.ts';
import { launchTarget, root } from './launch-target.ts';
import { seedVault } from './seed.ts';

test('open a vault and serve it from the folder of the package alone @long', async ({ place }) => {
  test.skip(launchTarget() === 'packaged', 'a packaged build is this already');
  const { app: appPath } = stage({
    root,
    folder: join(place.folder, 'package'),
    target: { platform: process.platform, arch: process.arch },
    updateFeed: null,
  });
  const launched = await launch({ appPath, place });
  const { page } = launched;
  expect(await launched.main(({ app }) => app.getAppPath())).toBe(appPath);
  await seedVault(page);
  await page.getByRole('button', { name: 'Server' }).click();
  await page.getByLabel('Port').fill('0');
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await launched.close();
});
