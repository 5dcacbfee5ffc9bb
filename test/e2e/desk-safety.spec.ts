import type { Page } from '@playwright/test';
import type { Bridge } from '../../src-shared/desk/bridge.ts';
import { expect, test } from './fixture.ts';
import type { Launched } from './launch.ts';
import { ask, PASSWORD, seedVault } from './seed.ts';

declare global {
  interface Window {
    readonly keywright: Bridge;
  }
}

async function addEntry(page: Page, name: string): Promise<string> {
  const entry = { name, kind: 'token', secret: 'canary-value', tags: [], url: null };
  const added = await ask(page, 'entry:add', { ...entry, notes: null, expires: null });
  return String(added['entryId']);
}

function utilities({ main }: Launched): Promise<number[]> {
  return main(({ app }) =>
    app
      .getAppMetrics()
      .filter(({ type }) => type === 'Utility')
      .map(({ pid }) => pid),
  );
}

/** Makes the system say something, and returns the window that has come up instead of the old one. */
async function lockBy(launched: Launched, event: 'suspend' | 'lock-screen'): Promise<Page> {
  const opened = launched.app.waitForEvent('window');
  await launched.main(({ powerMonitor }, name) => powerMonitor.emit(name as 'suspend'), event);
  const page = await opened;
  await page.getByLabel('Password', { exact: true }).waitFor();
  return page;
}

async function unlock(page: Page): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await page.getByRole('navigation', { name: 'Sections' }).waitFor();
}

test('sleep replaces the page and ends the engine; the window stays where it was', async ({
  launched,
}) => {
  const { page, main } = launched;
  await seedVault(page);
  await addEntry(page, 'name-behind-the-lock');
  const bounds = { x: 40, y: 30, width: 1_010, height: 690 };
  await main(
    ({ BrowserWindow }, place) => BrowserWindow.getAllWindows()[0]?.setBounds(place),
    bounds,
  );
  const [engine] = await utilities(launched);
  const locked = await lockBy(launched, 'suspend');
  expect(page.isClosed()).toBe(true);
  await expect(locked.getByText('Locked because the computer went to sleep.')).toBeVisible();
  expect(await locked.content()).not.toContain('name-behind-the-lock');
  await expect.poll(() => utilities(launched)).not.toContain(engine);
  const after = await main(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.getBounds()),
  );
  expect(after).toEqual([bounds]);
});

test('a page that crashes comes back locked', async ({ launched: { app, page, main } }) => {
  await seedVault(page);
  const next = app.waitForEvent('window');
  await main(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await expect((await next).getByText(/the window ended unexpectedly/)).toBeVisible();
});

test('a hidden window is locked without coming up', async ({ launched }) => {
  const { page, main } = launched;
  await seedVault(page);
  await main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  await lockBy(launched, 'lock-screen');
  const shown = await main(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.isVisible()),
  );
  expect(shown).toEqual([false]);
});

test('the countdown of a copy goes on through the lock', async ({ launched }) => {
  const { page, main } = launched;
  await seedVault(page);
  await page.evaluate(() =>
    window.keywright.tell('preferences:set', { clearClipboardAfterMs: 5_000 }),
  );
  const entry = await addEntry(page, 'copied');
  await ask(page, 'entry:copy', { entry, versionId: null });
  const read = () => main(({ clipboard }) => clipboard.readText());
  expect(await read()).toBe('canary-value');
  await lockBy(launched, 'lock-screen');
  await expect.poll(read).toBe('');
});

test('a link waits for the unlock, and only shows', async ({ launched }) => {
  const { page, main } = launched;
  await seedVault(page);
  const entry = await addEntry(page, 'linked');
  const locked = await lockBy(launched, 'lock-screen');
  const link = `keywright://entry/${entry}`;
  await main(
    ({ app }, argument) => app.emit('second-instance', {}, ['keywright', argument], ''),
    link,
  );
  const facts = await locked.evaluate(() => window.keywright.tell('desk:facts', {}));
  expect(facts).toMatchObject({ answer: { destination: { kind: 'entry', id: entry } } });
  const heard = locked.evaluate(
    () => new Promise((resolve) => window.keywright.onMain('desk:go', resolve)),
  );
  await unlock(locked);
  expect(await heard).toEqual({ kind: 'entry', id: entry });
  const events = await ask(locked, 'vault:events', { afterSeq: 0, limit: 100 });
  expect(JSON.stringify(events)).not.toContain('reveal');
});
