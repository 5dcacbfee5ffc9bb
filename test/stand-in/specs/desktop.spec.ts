/** What the desktop would do: theme, menu, dialogs, clipboard, notifications, shortcuts. */
import { expect, test } from '../../e2e/fixture.ts';
import './fixture-app.ts';

test('draws the theme the app has chosen', async ({ launched }) => {
  const { page, main } = launched;
  const isDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await expect.poll(isDark).toBe(true);
  await main(({ nativeTheme }) => {
    nativeTheme.themeSource = 'light';
  });
  await expect.poll(isDark).toBe(false);
});

test('keeps what is copied, as text and as items', async ({ launched }) => {
  const result = await launched.main(async ({ clipboard, ClipboardItem }) => {
    await clipboard.writeText('a');
    const text = await clipboard.readText();
    const hint = 'electron application/osclipboard;format="x-kde-passwordManagerHint"';
    await clipboard.write([new ClipboardItem({ 'text/plain': 'b', [hint]: 'secret' })]);
    const [item] = await clipboard.read();
    const found = [await clipboard.has(hint), await clipboard.readText(), item?.types.length];
    clipboard.clear();
    return [text, ...found, await clipboard.readText(), await clipboard.has('text/plain')];
  });
  expect(result).toEqual(['a', true, 'b', 2, '', false]);
});

test('answers dialogs with what the spec has put there', async ({ launched }) => {
  const answer = await launched.main(({ dialog }) => {
    globalThis.e2eRecord.dialogAnswers.push({ canceled: false, filePaths: ['/x'] });
    return dialog.showOpenDialog({ properties: ['openFile'] });
  });
  expect(answer).toEqual({ canceled: false, filePaths: ['/x'] });
});

test('records notifications, shortcuts and protocols, and toggles menu items', async ({
  launched,
}) => {
  const { main, clickTray } = launched;
  await clickTray('sound');
  const result = await main(({ globalShortcut, screen, Menu }) => [
    globalThis.e2eRecord.notifications.map(({ title }) => title),
    globalShortcut.isRegistered('CommandOrControl+Shift+K'),
    globalThis.e2eRecord.protocols,
    globalThis.e2eRecord.trays[0]?.menu.getMenuItemById('sound')?.checked,
    screen.getPrimaryDisplay().workArea.width > 0,
    Menu.getApplicationMenu(),
  ]);
  expect(result).toEqual([['Copied'], true, ['fixture'], true, true, null]);
});

test('tells name, version and the paths of this launch', async ({ launched }) => {
  const { main, place } = launched;
  const told = await main(({ app }) => [
    app.getName(),
    app.getVersion(),
    app.getPath('userData'),
    app.isPackaged,
  ]);
  expect(told).toEqual(['Stand-in Fixture', '1.2.3', place.userData, false]);
  await main(({ app }) => {
    app.emit('open-url', {}, 'fixture://entry/1');
  });
  expect(await main(() => globalThis.fixture.log)).toContain('open-url fixture://entry/1');
});
