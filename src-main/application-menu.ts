/**
 * The menu of the application. Electron's own would reload the page, zoom it and open developer tools beside what the window does; it is
 * switched off. macOS needs one: without it there is no copying and pasting by keys there.
 */
import type { MenuItemConstructorOptions } from 'electron';

type Template = MenuItemConstructorOptions[];

/** Null: none at all. `hasDevTools`: those who work on the window have asked for the developer tools. */
export function applicationMenu(platform: string, hasDevTools: boolean): Template | null {
  const template = [...(platform === 'darwin' ? OF_MACOS : []), ...(hasDevTools ? OF_MAKERS : [])];
  return template.length === 0 ? null : template;
}

const OF_MACOS: Template = [
  {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  },
  {
    role: 'editMenu',
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      { type: 'separator' },
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'delete' },
      { role: 'selectAll' },
    ],
  },
  {
    role: 'windowMenu',
    submenu: [{ role: 'minimize' }, { role: 'zoom' }, { role: 'close' }, { role: 'front' }],
  },
];

const OF_MAKERS: Template = [
  { label: 'Develop', submenu: [{ role: 'reload' }, { role: 'toggleDevTools' }] },
];
