/**
 * `BrowserWindow`. Bounds are those of the content; visibility is a model that Chromium's window follows as far as the window manager
 * at hand can. Closing goes through 'close', which may refuse; destroying does not ask.
 */
import { app, lifecycle } from '../app/app.ts';
import { cancellable } from '../app/cancellable.ts';
import { withRecorded } from '../app/with-recorded.ts';
import type { Protocol } from '../chromium/cdp-types.ts';
import type { NativeImage } from '../desktop/native-image.ts';
import { isPersonAtTheWindow } from '../desktop/person-at-the-window.ts';
import { parseBackgroundColor } from './background-color.ts';
import type { ContentsHost } from './contents-host.ts';
import { pageTargets } from './page-targets.ts';
import type { NewPage, Target } from './targets.ts';
import { type LoadFileOptions, WebContents } from './web-contents.ts';

const RECORDED = [
  'setContentProtection',
  'setAlwaysOnTop',
  'setMenu',
  'setMenuBarVisibility',
  'setAutoHideMenuBar',
  'setIcon',
  'setSkipTaskbar',
  'setMinimumSize',
  'setMaximumSize',
  'setResizable',
  'setOpacity',
  'setVisibleOnAllWorkspaces',
  'setFullScreen',
  'setFullScreenable',
  'setMinimizable',
  'setMaximizable',
  'setClosable',
  'setProgressBar',
  'setOverlayIcon',
  'setTitleBarOverlay',
  'setWindowButtonVisibility',
  'flashFrame',
  'removeMenu',
  'moveTop',
  'center',
] as const satisfies readonly (keyof Electron.BrowserWindow)[];

const WindowBase = withRecorded(RECORDED);
const CASCADE = 20;
const state: { nextId: number; focused: BrowserWindow | null } = { nextId: 1, focused: null };

export class BrowserWindow extends WindowBase {
  readonly id: number;
  readonly webContents: WebContents;
  readonly #created: Promise<void>;
  readonly #options: Electron.BrowserWindowConstructorOptions;
  #bounds: Electron.Rectangle;
  #title: string;
  #backgroundColor: string;
  #windowId: number | null = null;
  #isVisible = false;
  #isMinimized = false;
  #isMaximized = false;
  #isReady = false;
  #isDestroyed = false;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    pageTargets();
    this.id = state.nextId++;
    this.#options = options;
    const { x = CASCADE * this.id, y = CASCADE * this.id, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
    this.#title = options.title ?? app.name;
    this.#backgroundColor = options.backgroundColor ?? '#ffffff';
    lifecycle.windows.set(this.id, this);
    const ready = Promise.withResolvers<void>();
    this.#created = ready.promise;
    this.webContents = new WebContents(this.id, this.#host(), options.webPreferences ?? {});
    this.#create().then(ready.resolve, ready.reject);
    this.#created.catch((error: unknown) => {
      if (lifecycle.isExiting || this.#isDestroyed) return;
      process.stderr.write(`electron stand-in: no window: ${String(error)}\n`);
    });
    app.emit('browser-window-created', {}, this);
    if (options.show !== false) this.show();
  }

  static getAllWindows(): BrowserWindow[] {
    return Array.from(lifecycle.windows.values()) as unknown as BrowserWindow[];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return state.focused;
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    const windows = BrowserWindow.getAllWindows();
    return windows.find(({ webContents }) => webContents === contents) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.id === id) ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  loadFile(path: string, options?: LoadFileOptions): Promise<void> {
    return this.webContents.loadFile(path, options);
  }

  // Showing

  show(): void {
    this.showInactive();
    this.focus();
  }

  showInactive(): void {
    if (this.#isDestroyed || this.#isVisible) return;
    this.#isVisible = true;
    this.#setState(this.#isMaximized ? 'maximized' : 'normal');
    this.emit('show');
  }

  hide(): void {
    if (!this.#isVisible) return;
    this.#isVisible = false;
    this.#setState('minimized');
    this.blur();
    this.emit('hide');
  }

  isVisible(): boolean {
    return this.#isVisible && !this.#isDestroyed;
  }

  minimize(): void {
    this.#isMinimized = true;
    this.#setState('minimized');
    this.blur();
    this.emit('minimize');
  }

  restore(): void {
    this.#isMinimized = false;
    this.#setState(this.#isMaximized ? 'maximized' : 'normal');
    this.emit('restore');
  }

  isMinimized(): boolean {
    return this.#isMinimized;
  }

  maximize(): void {
    this.#isMaximized = true;
    this.#setState('maximized');
    this.emit('maximize');
  }

  unmaximize(): void {
    this.#isMaximized = false;
    this.#setState('normal');
    this.emit('unmaximize');
  }

  isMaximized(): boolean {
    return this.#isMaximized;
  }

  isFullScreen(): boolean {
    return this.recorded['setFullScreen'] === true;
  }

  focus(): void {
    if (state.focused === this) return;
    state.focused?.blur();
    state.focused = this;
    this.emit('focus');
    app.emit('browser-window-focus', {}, this);
  }

  blur(): void {
    if (state.focused !== this) return;
    state.focused = null;
    this.emit('blur');
    app.emit('browser-window-blur', {}, this);
  }

  isFocused(): boolean {
    return state.focused === this;
  }

  // Place and look

  getBounds(): Electron.Rectangle {
    return { ...this.#bounds };
  }

  getContentBounds(): Electron.Rectangle {
    return this.getBounds();
  }

  getNormalBounds(): Electron.Rectangle {
    return this.getBounds();
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    this.#created.then(() => this.#resize()).catch(() => undefined);
    if (bounds.width !== undefined || bounds.height !== undefined) this.emit('resize');
    if (bounds.x !== undefined || bounds.y !== undefined) this.emit('move');
  }

  setContentBounds(bounds: Partial<Electron.Rectangle>): void {
    this.setBounds(bounds);
  }

  getSize(): [number, number] {
    return [this.#bounds.width, this.#bounds.height];
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  getContentSize(): [number, number] {
    return this.getSize();
  }

  setContentSize(width: number, height: number): void {
    this.setSize(width, height);
  }

  getMinimumSize(): [number, number] {
    return [this.#options.minWidth ?? 0, this.#options.minHeight ?? 0];
  }

  getPosition(): [number, number] {
    return [this.#bounds.x, this.#bounds.y];
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }

  getTitle(): string {
    return this.#title;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getBackgroundColor(): string {
    return this.#backgroundColor;
  }

  setBackgroundColor(color: string): void {
    this.#backgroundColor = color;
    this.#created.then(() => this.#applyBackground()).catch(() => undefined);
  }

  isContentProtected(): boolean {
    return this.recorded['setContentProtection'] === true;
  }

  isAlwaysOnTop(): boolean {
    return Boolean(this.recorded['setAlwaysOnTop'] ?? this.#options.alwaysOnTop);
  }

  isResizable(): boolean {
    return this.recorded['setResizable'] !== false && this.#options.resizable !== false;
  }

  capturePage(): Promise<NativeImage> {
    return this.webContents.capturePage();
  }

  // The end

  close(): void {
    if (this.#isDestroyed) return;
    const event = cancellable({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.blur();
    lifecycle.windows.delete(this.id);
    const { targetId } = this.webContents;
    if (targetId !== '') {
      pageTargets().forget(targetId);
      lifecycle.chromium.browser.tell('Target.closeTarget', { targetId });
    }
    this.webContents.detach();
    this.emit('closed');
    lifecycle.windowClosed();
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  // Chromium's side

  async #create(): Promise<void> {
    const { browser } = lifecycle.chromium;
    const browserContextId = await this.webContents.session.browserContextId(browser);
    const target = await this.#openTarget({ ...this.#bounds, browserContextId });
    const { targetId } = target;
    if (this.#isDestroyed) {
      void target.resume();
      browser.tell('Target.closeTarget', { targetId });
      return;
    }
    await this.webContents.attach(target);
    ({ windowId: this.#windowId } = await browser.send('Browser.getWindowForTarget', { targetId }));
    await this.#resize();
    this.#applyBackground();
  }

  /** For a person a plain window that already has the app's colour; for a driver a blank page. */
  #openTarget(page: NewPage): Promise<Target> {
    const listener = {
      gone: () => this.#closedFromOutside(),
      crashed: (status: string, code: number) => this.webContents.crashed(status, code),
    };
    const isPlain = process.env['ELECTRON_STANDIN_WINDOWS'] === 'plain';
    const hasWindows = lifecycle.chromium.kind === 'windows';
    if (!isPlain || !hasWindows || page.browserContextId !== undefined) {
      return pageTargets().open(page, listener);
    }
    const color = this.#backgroundColor.replace('#', '%23');
    const name = encodeURIComponent(this.#title);
    const blank = `data:text/html,<title>${name}</title><body style='background:${color}' data-window=${this.id}>`;
    return pageTargets().openPlain(blank, page, listener);
  }

  async #resize(): Promise<void> {
    if (this.#windowId === null) return;
    const { width, height } = this.#bounds;
    const size = { windowId: this.#windowId, width, height };
    await lifecycle.chromium.browser.send('Browser.setContentsSize', size).catch(() => undefined);
  }

  #setState(windowState: Protocol.Browser.WindowState): void {
    this.#created
      .then(() => {
        if (this.#windowId === null) return;
        const change = { windowId: this.#windowId, bounds: { windowState } };
        lifecycle.chromium.browser.tell('Browser.setWindowBounds', change);
      })
      .catch(() => undefined);
  }

  #applyBackground(): void {
    const color = parseBackgroundColor(this.#backgroundColor);
    if (color !== null) this.webContents.applyBackground(color);
  }

  #titleChanged(title: string): void {
    const event = cancellable({});
    this.emit('page-title-updated', event, title, true);
    this.webContents.emit('page-title-updated', event, title, true);
    if (!event.defaultPrevented) this.#title = title;
  }

  /** Chromium has already closed the page, so 'close' cannot refuse. With a person the last window takes the program along. */
  #closedFromOutside(): void {
    if (this.#isDestroyed) return;
    this.emit('close', cancellable({}));
    this.destroy();
    if (lifecycle.windows.size === 0 && isPersonAtTheWindow()) app.quit();
  }

  #host(): ContentsHost {
    return {
      created: this.#created,
      titleChanged: (title) => this.#titleChanged(title),
      readyToShow: () => {
        if (this.#isReady) return;
        this.#isReady = true;
        this.emit('ready-to-show');
      },
      openChild: (options, url) => {
        const child = new BrowserWindow(options);
        child.loadURL(url).catch(() => undefined);
        return child;
      },
      isFocused: () => this.isFocused(),
      close: () => this.close(),
      destroy: () => this.destroy(),
    };
  }
}
