import { EventEmitter } from 'node:events';
import type { Menu } from './menu.ts';
import { NativeImage } from './native-image.ts';

/** A tray icon nobody sees; specs read what was set and click its menu's items. */
export class Tray extends EventEmitter {
  image: NativeImage;
  toolTip = '';
  contextMenu: Menu | null = null;
  #title = '';
  #isDestroyed = false;

  constructor(image: NativeImage | string) {
    super();
    this.image = typeof image === 'string' ? new NativeImage() : image;
  }

  setImage(image: NativeImage): void {
    this.image = image;
  }

  setPressedImage(_image: NativeImage): void {
    // macOS only.
  }

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  setContextMenu(menu: Menu | null): void {
    this.contextMenu = menu;
  }

  popUpContextMenu(): void {
    this.contextMenu?.popup();
  }

  closeContextMenu(): void {
    this.contextMenu?.closePopup();
  }

  setIgnoreDoubleClickEvents(_isIgnored: boolean): void {
    // macOS only.
  }

  getBounds(): Electron.Rectangle {
    return { x: 0, y: 0, width: 24, height: 24 };
  }

  destroy(): void {
    this.#isDestroyed = true;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
}
