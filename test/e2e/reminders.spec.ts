/** The tray and reminders. A stand-in for `gdbus` says that this desktop has a tray; a keyring is not needed for what is tried here. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { clickTrayItem, type Launched, type LaunchOptions, launch } from './launch.ts';
import { ask, PASSWORD, seedVault } from './seed.ts';

const WITH_TRAY = `#!/bin/sh
[ "$1" = call ] && echo '(true,)' && exit 0
exec sleep 600
`;
const WITHOUT_TRAY = `#!/bin/sh
exit 1
`;

function launchOn(
  gdbus: string,
  { place, appPath, ...options }: Omit<LaunchOptions, 'env'>,
): Promise<Launched> {
  const bin = join(place.folder, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'gdbus'), gdbus);
  chmodSync(join(bin, 'gdbus'), 0o700);
  return launch({
    ...options,
    ...(appPath === undefined ? {} : { appPath }),
    place,
    env: { PATH: `${bin}:${process.env['PATH']}` },
  });
}

function hasTrayMenu(): boolean {
  const { e2eRecord } = globalThis as unknown as { e2eRecord: { trays: unknown[] } };
  return e2eRecord.trays.length > 0;
}

async function addDue(page: Page, name: string): Promise<string> {
  const input = { name, kind: 'token', secret: 'x', tags: [], url: null, notes: null };
  const expires = { kind: 'after', afterMs: 3 * 86_400_000 };
  return String((await ask(page, 'entry:add', { ...input, expires }))['entryId']);
}

function trayMenu({ main }: Launched): Promise<string[]> {
  return main(() =>
    (
      globalThis as unknown as { e2eRecord: { trays: { menu: { items: { label: string }[] } }[] } }
    ).e2eRecord.trays
      .slice(-1)
      .flatMap(({ menu }) => menu.items.map(({ label }) => label))
      .filter((label) => label !== ''),
  );
}

/** From the list to its day by the keyboard, and back; the search holds for both. */
async function seeInItsMonth(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Close the key (Esc)' }).click();
  await page.getByRole('radio', { name: 'Month' }).click();
  const month = page.getByRole('grid');
  const day = (selected: boolean) => month.getByRole('gridcell', { selected });
  await expect(day(true)).toHaveAttribute('aria-current', 'date');
  await day(true).focus();
  for (let pressed = 0; pressed < 3; pressed += 1) await page.keyboard.press('ArrowRight');
  await expect(day(true)).toBeFocused();
  await expect(day(true)).toHaveAccessibleName(/, 1 due: /);
  const panel = page.getByRole('region', { name: /, \d{4}$/ });
  await expect(page.getByRole('button', { name: `Snooze “${name}” until tomorrow` })).toBeVisible();
  await expect(panel.getByText(name)).toBeVisible();
  await page.keyboard.press('PageDown');
  await expect(panel).toContainText('Nothing is due on this day.');
  await page.getByRole('button', { name: 'Today', exact: true }).click();
  await page.getByRole('searchbox').fill('no-such-name');
  await expect(month.getByRole('gridcell', { name: /, 1 due: / })).toHaveCount(0);
  await page.getByRole('searchbox').fill('of-the-due');
  await expect(month.getByRole('gridcell', { name: /, 1 due: / })).toHaveCount(1);
  await page.getByRole('radio', { name: 'List' }).click();
  await expect(page.getByRole('region', { name: 'This week' })).toContainText(name);
  await page.getByRole('searchbox').fill('no-such-name');
  await expect(page.getByRole('region', { name: 'This week' })).toBeHidden();
  await page.getByRole('searchbox').fill('');
}

test('a key that ends soon brings one notification without its name; the click leads there', async ({
  place,
  appPath,
}) => {
  const launched = await launchOn(WITH_TRAY, { place, appPath });
  const { page, main } = launched;
  await seedVault(page);
  const entryId = await addDue(page, 'name-of-the-due-key');
  const titles = () =>
    main(() =>
      (
        globalThis as never as { e2eRecord: { notifications: { title: string }[] } }
      ).e2eRecord.notifications.map(({ title }) => title),
    );
  await expect.poll(titles).toEqual(['A key is due in 3 days']);
  expect(await trayMenu(launched)).toEqual([
    'Open Keywright',
    '1 due…',
    'name-of-the-due-key',
    'Remind me tomorrow',
    'Start the server',
    'Lock',
    'Quit',
  ]);
  await page.getByRole('button', { name: 'Inbox', exact: true }).click();
  await page.getByRole('button', { name: /^name-of-the-due-key is due/ }).click();
  await expect(page.getByRole('article')).toHaveAccessibleName('Key “name-of-the-due-key”');
  await page.getByRole('button', { name: 'Snooze “name-of-the-due-key” until tomorrow' }).click();
  await expect(page.getByRole('region', { name: 'Put off' })).toContainText('name-of-the-due-key');
  await expect.poll(() => trayMenu(launched)).toContain('1 put off…');
  await page.getByRole('button', { name: 'Wake “name-of-the-due-key”' }).click();
  await expect(page.getByRole('region', { name: 'This week' })).toBeVisible();
  await seeInItsMonth(page, 'name-of-the-due-key');
  await ask(page, 'entry:copy', { entry: entryId, versionId: null });
  await expect.poll(() => trayMenu(launched)).toContain('Copy again');
  const opened = launched.app.waitForEvent('window');
  await launched.clickTray('lock');
  const locked = await opened;
  await locked.getByLabel('Password', { exact: true }).waitFor();
  // Without a keychain nothing is known of it now, and in no case what it is called.
  expect((await trayMenu(launched)).join()).not.toMatch(/name-of|Copy again/);
  await main(() => {
    const { notifications } = (
      globalThis as never as {
        e2eRecord: { notifications: { instance: { emit(name: string): void } }[] };
      }
    ).e2eRecord;
    notifications[0]?.instance.emit('click');
  });
  const heard = locked.evaluate(
    () => new Promise((resolve) => window.keywright.onMain('desk:go', resolve)),
  );
  await locked.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await locked.getByRole('button', { name: 'Unlock', exact: true }).click();
  expect(await heard).toEqual({ kind: 'entry', id: entryId });
  expect(await titles()).not.toContainEqual(expect.stringContaining('name-of'));
  await launched.close();
});

test('started at login it waits in the tray; closed it stays there only where the person wants it', async ({
  place,
  appPath,
}) => {
  const shown: number[] = [];
  const launched = await launchOn(WITH_TRAY, {
    place,
    appPath,
    args: ['--hidden'],
    beforeWindow: async (main) => {
      await expect.poll(() => main(hasTrayMenu)).toBe(true);
      shown.push(await main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length));
      await main(({ app }) => app.emit('second-instance', {}, ['keywright', '--hidden'], ''));
      shown.push(await main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length));
      await main(clickTrayItem, 'open');
    },
  });
  expect(shown).toEqual([0, 0]);
  const { page, main } = launched;
  await page.evaluate(() => window.keywright.tell('preferences:set', { isKeptInTray: true }));
  await main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const visible = () =>
    main(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()));
  expect(await visible()).toEqual([false]);
  await launched.clickTray('open');
  expect(await visible()).toEqual([true]);
  await page.evaluate(() => window.keywright.tell('preferences:set', { isKeptInTray: false }));
  const ended = launched.app.waitForEvent('close');
  await main(({ BrowserWindow }) =>
    setTimeout(() => BrowserWindow.getAllWindows()[0]?.close(), 0),
  ).catch(() => undefined);
  await ended;
});

test('without a tray the window is never hidden', async ({ place, appPath }) => {
  const launched = await launchOn(WITHOUT_TRAY, { place, appPath, args: ['--hidden'] });
  const { page, main } = launched;
  const facts = await page.evaluate(() => window.keywright.tell('desk:facts', {}));
  expect(facts).toMatchObject({ answer: { hasTray: false } });
  await seedVault(page);
  await addDue(page, 'x');
  const title = () => main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
  await expect.poll(title).toBe('(1) Keywright');
  await page.evaluate(() => window.keywright.tell('preferences:set', { isKeptInTray: true }));
  const ended = launched.app.waitForEvent('close');
  await main(({ BrowserWindow }) =>
    setTimeout(() => BrowserWindow.getAllWindows()[0]?.close(), 0),
  ).catch(() => undefined);
  await ended;
});
