/**
 * The one window. It is replaced as a whole when the vault is locked: the old contents are destroyed with everything they held, and
 * new ones come up in the same place, locked.
 */
import type {
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Rectangle,
  WebContents,
} from 'electron';
import { ORIGIN } from './app-scheme.ts';
import { SMALLEST } from './place/fit-to-displays.ts';

/** Where a window stands while it is not maximised, and whether it is. */
export interface WindowStand {
  readonly bounds: Partial<Rectangle>;
  readonly isMaximized: boolean;
}

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
  /** The page ended by itself. */
  readonly onCrashed: () => void;
  /** Where the first window comes up. */
  readonly place: () => WindowStand;
  /** Told whenever the window has been moved, sized or is about to close. */
  readonly onPlace: (stand: WindowStand & { readonly bounds: Rectangle }) => void;
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
    this.#window ??= this.#createInPlace();
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

  #createInPlace(): BrowserWindow {
    const { bounds, isMaximized } = this.#deps.place();
    const window = this.#create(bounds, isMaximized ? 'maximized' : 'normal');
    if (isMaximized) window.maximize();
    return window;
  }

  #create(bounds: Partial<Rectangle>, stance: Stance): BrowserWindow {
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
    const tellPlace = (): void => {
      const [place, isMaximized] = [window.getNormalBounds(), window.isMaximized()];
      this.#deps.onPlace({ bounds: place, isMaximized });
    };
    window.on('resize', tellPlace);
    window.on('move', tellPlace);
    window.on('maximize', tellPlace);
    window.on('unmaximize', tellPlace);
    window.on('close', (event) => {
      tellPlace();
      if (!this.#deps.isKeptWhenClosed()) return;
      event.preventDefault();
      window.hide();
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (this.#window === window && reason !== 'clean-exit') this.#deps.onCrashed();
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
