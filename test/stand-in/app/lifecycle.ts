/**
 * Start and end of the program: Chromium is started after the app's own module has run and before 'ready'; quitting goes
 * before-quit, close of each window, will-quit, quit, and any of the first three may refuse. Whatever was started is ended with it.
 */
import type { EventEmitter } from 'node:events';
import type { Chromium } from '../chromium/chromium.ts';
import { cancellable } from './cancellable.ts';

export interface LifecycleWindow {
  close(): void;
  destroy(): void;
  isDestroyed(): boolean;
}

/** A process or a file that must not outlive the program; `endNow` must be synchronous. */
export interface OwnedResource {
  endNow(): void;
}

type Phase = 'running' | 'quitting' | 'exiting';

export class Lifecycle {
  readonly windows: Map<number, LifecycleWindow> = new Map<number, LifecycleWindow>();
  readonly owned: Set<OwnedResource> = new Set<OwnedResource>();
  /** Run with a started Chromium, before 'ready'. */
  readonly onChromium: ((chromium: Chromium) => Promise<void>)[] = [];
  #phase: Phase = 'running';
  #isLockDenied = false;
  #chromium: Chromium | null = null;
  readonly #events: EventEmitter;
  readonly #exitProcess: (code: number) => void;

  constructor(events: EventEmitter, exitProcess: (code: number) => void) {
    this.#events = events;
    this.#exitProcess = exitProcess;
  }

  get chromium(): Chromium {
    if (this.#chromium === null) throw new Error('Chromium is not started yet');
    return this.#chromium;
  }

  get isExiting(): boolean {
    return this.#phase === 'exiting';
  }

  denyLock(): void {
    this.#isLockDenied = true;
  }

  /** Starts Chromium through `launch`, unless the app has decided to go in the meantime. Returns whether it runs. */
  async start(launch: () => Promise<Chromium>): Promise<boolean> {
    await Promise.resolve();
    if (this.#isLockDenied || this.#phase !== 'running') return false;
    const chromium = await launch();
    this.#chromium = chromium;
    this.owned.add({ endNow: () => chromium.kill() });
    void chromium.connection.closed.then(() => {
      if (this.isExiting) return;
      process.stderr.write('electron stand-in: Chromium has ended\n');
      this.#exitProcess(1);
    });
    for (const hook of this.onChromium) await hook(chromium);
    return true;
  }

  async quit(): Promise<void> {
    if (this.#phase !== 'running') return;
    this.#phase = 'quitting';
    if (this.#isRefused('before-quit') || !this.#closeWindows() || this.#isRefused('will-quit')) {
      this.#phase = 'running';
      return;
    }
    await this.exit(Number(process.exitCode ?? 0));
  }

  async exit(code: number): Promise<void> {
    if (this.isExiting) return;
    this.#phase = 'exiting';
    for (const window of Array.from(this.windows.values())) window.destroy();
    this.#events.emit('quit', {}, code);
    await this.#chromium?.close();
    this.#exitProcess(code);
  }

  /** For the very end of the process, where nothing can be awaited. */
  endOwned(): void {
    for (const resource of this.owned) resource.endNow();
  }

  windowClosed(): void {
    if (this.windows.size === 0 && this.#phase === 'running') {
      this.#events.emit('window-all-closed');
    }
  }

  #closeWindows(): boolean {
    for (const window of Array.from(this.windows.values())) {
      window.close();
      if (!window.isDestroyed()) return false;
    }
    return true;
  }

  #isRefused(name: string): boolean {
    const event = cancellable({});
    this.#events.emit(name, event);
    return event.defaultPrevented;
  }
}
