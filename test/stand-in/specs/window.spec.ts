/** Windows, the tray, and the replaced renderer. */
import { expect, test } from '../../e2e/fixture.ts';
import './fixture-app.ts';

test('shows the page, answers calls and hears what is pushed', async ({ launched }) => {
  const { page, main } = launched;
  await expect(page.locator('#answer')).toHaveText('hello window');
  await main(({ powerMonitor }) => {
    powerMonitor.emit('lock-screen');
  });
  await expect(page.getByRole('status')).toHaveText('Locked');
  await main(({ powerMonitor }) => {
    powerMonitor.emit('unlock-screen');
  });
  await expect(page.getByRole('status')).toHaveText('Unlocked');
});

test('gives each window its content size, and closes to the tray', async ({ launched }) => {
  const { app, page, main, clickTray } = launched;
  await expect(page.locator('#answer')).toHaveText('hello window');
  const window = await app.browserWindow(page);
  await expect.poll(() => window.evaluate((w) => w.isVisible())).toBe(true);
  expect(await window.evaluate((w) => w.isContentProtected())).toBe(
    process.platform !== 'linux' || true,
  );
  await window.evaluate((w) => w.close());
  expect(await window.evaluate((w) => [w.isDestroyed(), w.isVisible()])).toEqual([false, false]);
  await clickTray('show');
  expect(await window.evaluate((w) => w.isVisible())).toBe(true);

  const opened = app.waitForEvent('window');
  await page.getByRole('button', { name: 'Open settings' }).click();
  const settings = await opened;
  await expect(settings.getByRole('heading')).toHaveText('Settings');
  expect(await settings.evaluate(() => [innerWidth, innerHeight])).toEqual([500, 400]);
  expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([900, 600]);
  expect(await main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(2);
  await settings.close();
  await expect
    .poll(() => main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length))
    .toBe(1);
});

test('follows the page title, zoom, minimise and bounds', async ({ launched }) => {
  const { app, page } = launched;
  await expect(page.locator('#answer')).toHaveText('hello window');
  const window = await app.browserWindow(page);
  await expect.poll(() => window.evaluate((w) => w.getTitle())).toBe('Fixture');
  await window.evaluate((w) => {
    w.webContents.setZoomFactor(2);
  });
  await expect
    .poll(() => page.evaluate(() => document.querySelector('h1')?.getBoundingClientRect().left))
    .toBe(48);
  await window.evaluate((w) => {
    w.webContents.setZoomFactor(1);
    w.minimize();
  });
  expect(await window.evaluate((w) => w.isMinimized())).toBe(true);
  await window.evaluate((w) => {
    w.restore();
    w.setBounds({ width: 700, height: 500 });
  });
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(700);
});

test('replaces the renderer: the old document is gone, the new one is connected', async ({
  launched,
}) => {
  const { app, page, main } = launched;
  await expect(page.locator('#answer')).toHaveText('hello window');
  await page.evaluate(() => localStorage.setItem('kept', 'yes'));
  const opened = app.waitForEvent('window');
  const oldId = await main(() => globalThis.fixture.window.webContents.id);
  await main(() => globalThis.fixture.replaceWindow());
  const next = await opened;
  await expect(next.locator('#answer')).toHaveText('hello window');
  expect(page.isClosed()).toBe(true);
  expect(await main(() => globalThis.fixture.window.webContents.id)).not.toBe(oldId);
  expect(await next.evaluate(() => localStorage.getItem('kept'))).toBe('yes');
});

test('reports a crashed renderer', async ({ launched }) => {
  const { page, main } = launched;
  await expect(page.locator('#answer')).toHaveText('hello window');
  const details = await main(
    () =>
      new Promise((resolve) => {
        const { webContents } = globalThis.fixture.window;
        webContents.once('render-process-gone', (_event, gone) => {
          resolve({ reason: gone.reason, isCrashed: webContents.isCrashed() });
        });
        webContents.forcefullyCrashRenderer();
      }),
  );
  expect(details).toEqual({ reason: 'crashed', isCrashed: true });
  await expect
    .poll(() => main(() => globalThis.fixture.heard.some(({ kind }) => kind === 'client-gone')))
    .toBe(true);
});
