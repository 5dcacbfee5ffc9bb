/** Keeps the tray's icon, tip and menu as the desk is. Nothing is set anew while nothing has changed: an open menu would close. */

import type { Menu, MenuItemConstructorOptions, NativeImage, Tray } from 'electron';
import { drawTrayIcon } from './tray-icon.ts';
import { type TrayActions, type TrayFacts, trayMenu, trayState, trayTip } from './tray-menu.ts';

export interface DeskTrayDeps {
  readonly open: (image: NativeImage) => Tray;
  readonly makeImage: (png: Buffer) => NativeImage;
  readonly makeMenu: (template: MenuItemConstructorOptions[]) => Menu;
  readonly facts: () => TrayFacts;
  readonly actions: TrayActions;
}

export class DeskTray {
  readonly #deps: DeskTrayDeps;
  readonly #tray: Tray;
  #shown = '';

  constructor(deps: DeskTrayDeps) {
    this.#deps = deps;
    this.#tray = deps.open(deps.makeImage(drawTrayIcon('ok')));
    this.#tray.on('click', deps.actions.open);
    this.refresh();
  }

  refresh(): void {
    const { facts, makeImage, makeMenu, actions } = this.#deps;
    const now = facts();
    const shown = JSON.stringify(now);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#tray.setImage(makeImage(drawTrayIcon(trayState(now))));
    this.#tray.setToolTip(trayTip(now));
    this.#tray.setContextMenu(makeMenu(trayMenu(now, actions)));
  }
}
