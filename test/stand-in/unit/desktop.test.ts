import { describe, expect, it } from 'vitest';
import { Clipboard } from '../desktop/clipboard.ts';
import { ClipboardItem } from '../desktop/clipboard-item.ts';
import { Menu } from '../desktop/menu.ts';
import { nativeImage } from '../desktop/native-image.ts';

describe('Clipboard', () => {
  it('keeps the items as they were written and reads text out of them', async () => {
    const clipboard = new Clipboard();
    await clipboard.write([new ClipboardItem({ 'text/plain': 'secret', 'x/hint': 'secret' })]);
    expect(await clipboard.readText()).toBe('secret');
    expect(await clipboard.has('x/hint')).toBe(true);
    clipboard.clear();
    expect([await clipboard.readText(), await clipboard.read()]).toEqual(['', []]);
  });

  it('stays as it was when one representation cannot be had', async () => {
    const clipboard = new Clipboard();
    await clipboard.writeText('before');
    const broken = new ClipboardItem({ 'text/plain': Promise.reject(new Error('no')) });
    await expect(clipboard.write([broken])).rejects.toThrow('no');
    expect(await clipboard.readText()).toBe('before');
  });

  it('tells what is to be on the desktop’s clipboard', async () => {
    const told: string[] = [];
    const clipboard = new Clipboard((text) => told.push(text));
    await clipboard.writeText('a');
    clipboard.clear();
    expect(told).toEqual(['a', '']);
  });

  it('rejects a type an item does not have', async () => {
    await expect(new ClipboardItem({ 'text/plain': 'a' }).getType('text/html')).rejects.toThrow(
      'not found',
    );
  });
});

describe('Menu', () => {
  it('finds items at any depth, toggles a checkbox before the app hears of it', () => {
    const heard: boolean[] = [];
    const menu = Menu.buildFromTemplate([
      {
        label: 'File',
        submenu: [
          {
            id: 'sound',
            type: 'checkbox',
            click: (item: { checked: boolean }) => heard.push(item.checked),
          },
        ],
      },
    ]);
    menu.getMenuItemById('sound')?.click();
    menu.getMenuItemById('sound')?.click();
    expect(heard).toEqual([true, false]);
    expect(menu.getMenuItemById('other')).toBeNull();
  });
});

describe('the application menu', () => {
  it('is Electron’s own, with all it brings, where the app has set none before it is ready', async () => {
    const { app } = await import('../app/app.ts');
    app.emit('will-finish-launching');
    const roles = Menu.getApplicationMenu()?.items.flatMap(
      ({ submenu }) => submenu?.items.map(({ role }) => role) ?? [],
    );
    expect(roles).toEqual(expect.arrayContaining(['reload', 'toggleDevTools', 'zoomIn', 'copy']));
    Menu.setApplicationMenu(null);
    expect(Menu.getApplicationMenu()).toBeNull();
  });
});

describe('nativeImage', () => {
  it('reads the size of a PNG, and is empty where there is no file', () => {
    const png =
      'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAC0lEQVR42mNgQAYAAA4AAZ0BuRAAAAAASUVORK5CYII=';
    const image = nativeImage.createFromDataURL(`data:image/png;base64,${png}`);
    expect(image.getSize()).toEqual({ width: 2, height: 3 });
    expect(nativeImage.createFromPath('/no/such/file').isEmpty()).toBe(true);
  });
});
