import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { applicationMenu } from '../../src-main/application-menu.ts';

function rolesOf(items: readonly MenuItemConstructorOptions[]): string[] {
  return items.flatMap(({ role, submenu }) => [
    ...(role === undefined ? [] : [role.toLowerCase()]),
    ...(Array.isArray(submenu) ? rolesOf(submenu) : []),
  ]);
}

/** What Electron’s own menu does beside the window’s own keys. */
const STRANGERS = [
  'reload',
  'forcereload',
  'toggledevtools',
  'zoomin',
  'zoomout',
  'resetzoom',
  'viewmenu',
];

describe('applicationMenu', () => {
  it.each(['linux', 'win32'])('is none on %s', (platform) => {
    expect(applicationMenu(platform, false)).toBeNull();
  });

  it('holds on macOS what copying, pasting, hiding and quitting by keys need, and no more', () => {
    const roles = rolesOf(applicationMenu('darwin', false) ?? []);
    expect(roles).toEqual(
      expect.arrayContaining(['cut', 'copy', 'paste', 'selectall', 'undo', 'redo', 'hide', 'quit']),
    );
    expect(roles.filter((role) => STRANGERS.includes(role))).toEqual([]);
  });

  it.each(['linux', 'darwin'])('offers developer tools on %s to those who ask', (platform) => {
    const roles = rolesOf(applicationMenu(platform, true) ?? []);
    expect(roles).toEqual(expect.arrayContaining(['reload', 'toggledevtools']));
  });
});
