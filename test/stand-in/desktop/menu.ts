/** Menus as models: `click` does what Electron's does, in its order (toggle, then the role or the app's own function). */
import { EventEmitter } from 'node:events';
import { app, lifecycle } from '../app/app.ts';

export interface MenuItemOptions {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly submenu?: readonly (MenuItemOptions | MenuItem)[] | Menu;
  readonly click?: (item: MenuItem, window: unknown, event: unknown) => void;
  readonly [option: string]: unknown;
}

interface RoleTarget {
  close(): void;
  minimize(): void;
  webContents: { reload(): void };
}

const ROLES: Readonly<Record<string, (window: RoleTarget | undefined) => void>> = {
  quit: () => app.quit(),
  close: (window) => window?.close(),
  minimize: (window) => window?.minimize(),
  reload: (window) => window?.webContents.reload(),
};

export class MenuItem {
  id: string | undefined;
  label: string;
  role: string | undefined;
  type: string;
  enabled = true;
  visible = true;
  checked = false;
  sublabel = '';
  toolTip = '';
  accelerator: string | undefined;
  submenu: Menu | undefined;
  readonly click: (event?: unknown, window?: unknown, contents?: unknown) => void;

  constructor(options: MenuItemOptions) {
    const { submenu, click, ...rest } = options;
    this.label = options.role ?? '';
    this.type = submenu === undefined ? 'normal' : 'submenu';
    Object.assign(this, rest);
    if (submenu !== undefined) {
      this.submenu = submenu instanceof Menu ? submenu : Menu.buildFromTemplate(submenu);
    }
    this.click = (event = {}, window) => {
      if (this.type === 'checkbox' || this.type === 'radio') this.checked = !this.checked;
      const role = ROLES[this.role?.toLowerCase() ?? ''];
      const first = lifecycle.windows.values().next().value;
      if (role === undefined) click?.(this, window, event);
      else role((window ?? first) as RoleTarget | undefined);
    };
  }
}

const application: { menu: Menu | null; wasSet: boolean } = { menu: null, wasSet: false };

export class Menu extends EventEmitter {
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: readonly (MenuItemOptions | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const item of template) {
      menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    }
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    application.menu = menu;
    application.wasSet = true;
  }

  static getApplicationMenu(): Menu | null {
    return application.menu;
  }

  append(item: MenuItem): void {
    this.items.push(item);
  }

  insert(position: number, item: MenuItem): void {
    this.items.splice(position, 0, item);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  popup(): void {
    this.emit('menu-will-show');
  }

  closePopup(): void {
    this.emit('menu-will-close');
  }
}

/** What Electron shows where an app sets no menu of its own before it is ready. */
export const DEFAULT_MENU: readonly MenuItemOptions[] = [
  { role: 'fileMenu', submenu: [{ role: 'quit' }] },
  {
    role: 'editMenu',
    submenu: ['undo', 'redo', 'cut', 'copy', 'paste', 'delete', 'selectAll'].map(byRole),
  },
  {
    role: 'viewMenu',
    submenu: [
      'reload',
      'forceReload',
      'toggleDevTools',
      'resetZoom',
      'zoomIn',
      'zoomOut',
      'togglefullscreen',
    ].map(byRole),
  },
  { role: 'windowMenu', submenu: ['minimize', 'zoom', 'close'].map(byRole) },
  { role: 'help', submenu: [] },
];

function byRole(role: string): MenuItemOptions {
  return { role };
}

app.once('will-finish-launching', () => {
  if (!application.wasSet) application.menu = Menu.buildFromTemplate(DEFAULT_MENU);
});
