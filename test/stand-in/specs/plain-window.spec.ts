/** Windows as `npm start` opens them for a person: on a display, without tabs. The display is the specs' own. */
import { type PrivateDisplay, startPrivateDisplay } from '../../core/clipboard/private-display.ts';
import { expect, test } from '../../e2e/fixture.ts';
import { launch } from '../../e2e/launch.ts';
import { launchTarget } from '../../e2e/launch-target.ts';
import { fixtureApp } from './fixture-app.ts';

let display: PrivateDisplay;

test.beforeAll(async () => {
  display = await startPrivateDisplay('1400x900');
});

test.afterAll(() => display.stop());

const environment = () => ({
  ELECTRON_STANDIN_WINDOWS: 'plain',
  ELECTRON_STANDIN_PERSON: '1',
  DISPLAY: display.env['DISPLAY'] ?? '',
});

test('opens a plain window that talks to the engine, and another of its own', async ({ place }) => {
  test.skip(launchTarget() !== 'stand-in', 'Electron has no other windows');
  const env = environment();
  const launched = await launch({ appPath: fixtureApp, place, env });
  const { app, page, main } = launched;
  await expect(page.locator('#answer')).toHaveText('hello window');
  expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([900, 600]);
  // Tabs and an address bar take more than 80 pixels, a title bar less than 50.
  expect(await page.evaluate(() => outerHeight - innerHeight)).toBeLessThan(50);
  const opened = app.waitForEvent('window');
  await page.getByRole('button', { name: 'Open settings' }).click();
  const settings = await opened;
  await expect(settings.getByRole('heading')).toHaveText('Settings');
  await main(({ clipboard }) => clipboard.writeText('to the desktop'));
  await launched.close();
});

test('quits when the last window is closed by hand', async ({ place }) => {
  test.skip(launchTarget() !== 'stand-in', 'Electron has no other windows');
  const env = environment();
  const { app, page } = await launch({ appPath: fixtureApp, place, env });
  await expect(page.locator('#answer')).toHaveText('hello window');
  const ended = new Promise((resolve) => app.process().once('exit', resolve));
  const session = await app.context().newCDPSession(page);
  session.send('Page.close').catch(() => undefined);
  expect(await ended).toBe(0);
});
