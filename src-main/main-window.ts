/**
 * The one window. It is replaced as a whole when the vault is locked: the old contents are destroyed with everything they held, and
 * new ones come up in the same place, locked.
 */
import type { BrowserWindow, BrowserWindowConstructorOptions, WebContents } from 'electron';
import { ORIGIN } from './app-scheme.ts';

export interface MainWindowDeps {
  readonly open: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly preload: string;
  readonly background: () => string;
  readonly isCaptureBlocked: () => boolean;
  /** 1: as large as it was drawn. */
  readonly zoom: () => number;
  /** Closing only hides: there is a tray to come back from, the person wants it, and this is not the program's end. */
  readonly isKeptWhenClosed: () => boolean;
  readonly onClosed: () => void;
  /** Read whenever it may have changed. */
  readonly title: () => string;
}

type Stance = 'normal' | 'maximized' | 'minimized' | 'hidden';

const BRING_UP = {
  normal: (window: BrowserWindow): void => window.show(),
  maximized: (window: BrowserWindow): void => {
    window.maximize();
    window.show();
  },
  minimized: (window: BrowserWindow): void => window.minimize(),
} as const;

const SMALLEST = { width: 900, height: 600 };
const FIRST = { width: 1_280, height: 800 };

export class MainWindow {
  readonly #deps: MainWindowDeps;
  #window: BrowserWindow | null = null;

  constructor(deps: MainWindowDeps) {
    this.#deps = deps;
  }

  get contents(): WebContents | null {
    return this.#window === null || this.#window.isDestroyed() ? null : this.#window.webContents;
  }

  /** Brings the window to the front, opening it where there is none. */
  show(): void {
    this.#window ??= this.#create(FIRST, 'normal');
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  /** Destroys the contents and opens new ones in the same place, as visible as the old ones were. */
  replace(): void {
    const old = this.#window;
    if (old === null) return;
    this.#window = this.#create(old.getNormalBounds(), stanceOf(old));
    old.removeAllListeners('closed');
    old.destroy();
  }

  applyTitle(): void {
    const title = this.#deps.title();
    const window = this.#window;
    if (window === null || window.isDestroyed() || window.getTitle() === title) return;
    window.setTitle(title);
  }

  applyCaptureBlock(): void {
    this.#window?.setContentProtection(this.#deps.isCaptureBlocked());
  }

  applyZoom(): void {
    this.contents?.setZoomFactor(this.#deps.zoom());
  }

  #create(bounds: Partial<Electron.Rectangle>, stance: Stance): BrowserWindow {
    const window = this.#deps.open({
      ...bounds,
      minWidth: SMALLEST.width,
      minHeight: SMALLEST.height,
      title: this.#deps.title(),
      show: false,
      backgroundColor: this.#deps.background(),
      autoHideMenuBar: true,
      webPreferences: {
        preload: this.#deps.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        zoomFactor: this.#deps.zoom(),
        devTools: process.env.KEYWRIGHT_DEVTOOLS === '1',
      },
    });
    window.setContentProtection(this.#deps.isCaptureBlocked());
    if (stance !== 'hidden') window.once('ready-to-show', () => BRING_UP[stance](window));
    window.on('close', (event) => {
      if (!this.#deps.isKeptWhenClosed()) return;
      event.preventDefault();
      window.hide();
    });
    // The page has a title of its own, which says nothing of what is due.
    window.on('page-title-updated', (event) => event.preventDefault());
    window.on('closed', () => {
      if (this.#window !== window) return;
      this.#window = null;
      this.#deps.onClosed();
    });
    void window.loadURL(`${ORIGIN}/index.html`);
    return window;
  }
}

function stanceOf(window: BrowserWindow): Stance {
  if (window.isMinimized()) return 'minimized';
  if (!window.isVisible()) return 'hidden';
  return window.isMaximized() ? 'maximized' : 'normal';
}
