import { EventEmitter } from 'node:events';
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { MainWindow } from '../../src-main/main-window.ts';

class FakeWindow extends EventEmitter {
  readonly options: BrowserWindowConstructorOptions;
  readonly calls: string[] = [];
  readonly webContents = Object.assign(new EventEmitter(), {
    setZoomFactor: (factor: number): void => void this.calls.push(`zoom ${factor}`),
  });
  stance = { isVisible: false, isMinimized: false, isMaximized: false };
  isGone = false;
  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
  }
  isVisible = (): boolean => this.stance.isVisible;
  isMinimized = (): boolean => this.stance.isMinimized;
  isMaximized = (): boolean => this.stance.isMaximized;
  isDestroyed = (): boolean => this.isGone;
  getNormalBounds = (): object => ({ x: 5, y: 6, width: 950, height: 650 });
  show = (): void => void this.calls.push('show');
  maximize = (): void => void this.calls.push('maximize');
  minimize = (): void => void this.calls.push('minimize');
  hide = (): void => void this.calls.push('hide');
  restore = (): void => void this.calls.push('restore');
  focus = (): void => undefined;
  setContentProtection = (isOn: boolean): void => void this.calls.push(`protect ${isOn}`);
  loadURL = async (): Promise<void> => undefined;
  destroy = (): void => {
    this.isGone = true;
    this.emit('closed');
  };
}

function make(left: { isMaximized?: boolean } = {}) {
  const windows: FakeWindow[] = [];
  let closed = 0;
  let crashed = 0;
  const kept = { now: false };
  const zoom = { now: 1.25 };
  const stand = { bounds: { x: 1, y: 2, width: 1_000, height: 700 }, isMaximized: false };
  const told: object[] = [];
  const main = new MainWindow({
    open: (options) => {
      const window = new FakeWindow(options);
      windows.push(window);
      return window as unknown as BrowserWindow;
    },
    preload: '/preload.cjs',
    background: () => '#000',
    isCaptureBlocked: () => true,
    zoom: () => zoom.now,
    isKeptWhenClosed: () => kept.now,
    onClosed: () => {
      closed += 1;
    },
    onCrashed: () => {
      crashed += 1;
    },
    title: () => 'Keywright',
    place: () => ({ ...stand, ...left }),
    onPlace: (place) => told.push(place),
  });
  main.show();
  return { main, windows, kept, zoom, told, closed: () => closed, crashed: () => crashed };
}

describe('MainWindow', () => {
  it('tells of a page that ended by itself, and not of one that was replaced or closed', () => {
    const { main, windows, crashed } = make();
    main.replace();
    windows[0]?.webContents.emit('render-process-gone', {}, { reason: 'killed' });
    windows[1]?.webContents.emit('render-process-gone', {}, { reason: 'clean-exit' });
    expect(crashed()).toBe(0);
    windows[1]?.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(crashed()).toBe(1);
  });

  it('comes up in the size of text that is set, and changes it at once', () => {
    const { main, windows, zoom } = make();
    expect(windows[0]?.options.webPreferences).toMatchObject({ zoomFactor: 1.25 });
    zoom.now = 1.5;
    main.applyZoom();
    expect(windows[0]?.calls).toContain('zoom 1.5');
    main.replace();
    expect(windows[1]?.options.webPreferences).toMatchObject({ zoomFactor: 1.5 });
  });

  it('opens with a sandboxed, isolated page without Node, webview or developer tools', () => {
    const { windows } = make();
    expect(windows[0]?.options.webPreferences).toEqual({
      preload: '/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      zoomFactor: 1.25,
      devTools: false,
    });
    expect(windows[0]?.calls).toContain('protect true');
  });

  it.each([
    [{ isVisible: true }, ['show']],
    [{ isVisible: true, isMaximized: true }, ['maximize', 'show']],
    [{ isMinimized: true }, ['minimize']],
    [{ isVisible: false }, []],
  ])('comes back as it was: %j', (stance, calls) => {
    const { main, windows, closed } = make();
    Object.assign(windows[0]?.stance ?? {}, stance);
    main.replace();
    windows[1]?.emit('ready-to-show');
    expect(windows[0]?.isGone).toBe(true);
    expect(windows[1]?.options).toMatchObject({ x: 5, y: 6, width: 950, height: 650 });
    expect(windows[1]?.calls).toEqual(['protect true', ...calls]);
    expect(closed()).toBe(0);
  });

  it('the old page is gone when replace returns', () => {
    const { main, windows } = make();
    const old = main.contents;
    main.replace();
    expect(windows[0]?.isGone).toBe(true);
    expect(main.contents).not.toBe(old);
  });

  it('comes up where it was left', () => {
    const { main, windows } = make();
    expect(windows[0]?.options).toMatchObject({ x: 1, y: 2, width: 1_000, height: 700 });
    expect(windows[0]?.calls).toEqual(['protect true', 'show']);
    windows[0]?.emit('closed');
    main.show();
    expect(windows[1]?.options).toMatchObject({ x: 1, y: 2 });
  });

  it('comes up maximised, over the place it goes back to', () => {
    const { windows } = make({ isMaximized: true });
    expect(windows[0]?.options).toMatchObject({ x: 1, y: 2, width: 1_000, height: 700 });
    expect(windows[0]?.calls).toEqual(['protect true', 'maximize', 'show']);
  });

  it.each(['move', 'resize', 'maximize', 'unmaximize', 'close'])(
    'tells its place on %s',
    (name) => {
      const { windows, told } = make();
      expect(told).toEqual([]);
      Object.assign(windows[0]?.stance ?? {}, { isMaximized: true });
      windows[0]?.emit(name, { preventDefault: () => undefined });
      expect(told).toEqual([
        { bounds: { x: 5, y: 6, width: 950, height: 650 }, isMaximized: true },
      ]);
    },
  );

  it('hides instead of closing where it is kept in the tray, and closes where it is not', () => {
    const { windows, kept } = make();
    const close = (): { isPrevented: boolean } => {
      const event = { isPrevented: false, preventDefault: () => void (event.isPrevented = true) };
      windows[0]?.emit('close', event);
      return event;
    };
    expect(close().isPrevented).toBe(false);
    kept.now = true;
    expect(close().isPrevented).toBe(true);
    expect(windows[0]?.calls).toContain('hide');
  });
});
