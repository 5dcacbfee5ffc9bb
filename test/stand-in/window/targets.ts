/**
 * Every page Chromium opens starts paused and is handed to whoever asked for it; one that nobody asked for is closed, because no
 * window of the app is ever opened by Chromium itself.
 */
import type { CdpSession } from '../chromium/cdp-connection.ts';
import type { Protocol } from '../chromium/cdp-types.ts';
import type { Chromium } from '../chromium/chromium.ts';
import { deniedTargets } from '../network/frames.ts';

export interface Target {
  readonly targetId: string;
  readonly session: CdpSession;
  /** Lets the page run. */
  readonly resume: () => Promise<unknown>;
}

export interface TargetListener {
  /** The page is gone, by whatever hand. */
  gone(): void;
  crashed(status: string, errorCode: number): void;
}

export interface NewPage {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly browserContextId: string | undefined;
}

type Attached = Protocol.Target.attachedToTargetPayload;

const APP_WINDOW_TIMEOUT_MS = 15_000;

export class Targets {
  readonly #chromium: Chromium;
  readonly #listeners = new Map<string, TargetListener>();
  /** Paused pages by target id, and those who wait for one. */
  readonly #paused = new Map<string, Target>();
  readonly #byId = new Map<string, (target: Target) => void>();
  readonly #byUrl = new Map<string, (target: Target) => void>();
  readonly #undecided: (() => void)[] = [];
  #creating = 0;
  #strayTabs = 0;

  constructor(chromium: Chromium) {
    this.#chromium = chromium;
  }

  async watch(): Promise<void> {
    const { browser } = this.#chromium;
    browser.on('Target.attachedToTarget', (attached) => this.#attached(attached));
    browser.on('Target.targetDestroyed', ({ targetId }) => {
      deniedTargets.delete(targetId);
      this.#listeners.get(targetId)?.gone();
    });
    browser.on('Target.targetCrashed', ({ targetId, status, errorCode }) => {
      this.#listeners.get(targetId)?.crashed(status, errorCode);
    });
    await Promise.all([
      browser.send('Target.setDiscoverTargets', { discover: true }),
      browser.send('Target.setAutoAttach', {
        autoAttach: true,
        waitForDebuggerOnStart: true,
        flatten: true,
      }),
    ]);
  }

  /** A new page in a window of its own, still paused. */
  async open(page: NewPage, listener: TargetListener): Promise<Target> {
    this.#creating += 1;
    try {
      const { x: left, y: top, width, height, browserContextId } = page;
      const { targetId } = await this.#chromium.browser.send('Target.createTarget', {
        url: 'about:blank',
        newWindow: true,
        left,
        top,
        width,
        height,
        ...(browserContextId === undefined ? {} : { browserContextId }),
      });
      this.#listeners.set(targetId, listener);
      return this.#paused.get(targetId) ?? (await waitFor(this.#byId, targetId));
    } finally {
      this.#creating -= 1;
      if (this.#creating === 0) for (const decide of this.#undecided.splice(0)) decide();
    }
  }

  /** The same in a plain window without tabs; `url` is told from all others by its text. */
  async openPlain(url: string, page: NewPage, listener: TargetListener): Promise<Target> {
    const arrived = waitFor(this.#byUrl, url);
    const timedOut = new Promise<never>((_resolve, reject) => {
      const fail = () => reject(new Error('Chromium has not opened the window'));
      setTimeout(fail, APP_WINDOW_TIMEOUT_MS).unref();
    });
    this.#chromium.openAppWindow(url, page);
    const target = await Promise.race([arrived, timedOut]);
    this.#listeners.set(target.targetId, listener);
    return target;
  }

  forget(targetId: string): void {
    this.#listeners.delete(targetId);
    this.#paused.delete(targetId);
  }

  /** A modified click is about to open a tab: the next page that nobody owns is it. */
  expectStrayTab(): void {
    this.#strayTabs += 1;
  }

  #attached({ sessionId, targetInfo }: Attached): void {
    const { targetId, type, openerId, url } = targetInfo;
    const session = this.#chromium.connection.session(sessionId);
    const resume = () => session.send('Runtime.runIfWaitingForDebugger').catch(() => undefined);
    const target: Target = { targetId, session, resume };
    if (type !== 'page') {
      void resume();
      this.#chromium.browser.tell('Target.detachFromTarget', { sessionId });
      return;
    }
    if (openerId !== undefined) {
      this.#close(target);
      return;
    }
    const byUrl = this.#byUrl.get(url);
    if (byUrl !== undefined) {
      this.#byUrl.delete(url);
      byUrl(target);
      return;
    }
    this.#paused.set(targetId, target);
    const byId = this.#byId.get(targetId);
    this.#byId.delete(targetId);
    byId?.(target);
    const decide = () => this.#decide(target);
    if (this.#creating > 0) this.#undecided.push(decide);
    else decide();
  }

  #decide(target: Target): void {
    if (this.#listeners.has(target.targetId)) return;
    if (this.#strayTabs === 0) {
      // Opened from outside on purpose, such as a page of Playwright's own.
      void target.resume();
      return;
    }
    this.#strayTabs -= 1;
    this.#close(target);
  }

  /** Its requests are refused; it is resumed first, because a paused page blocks the one that opened it. */
  #close(target: Target): void {
    deniedTargets.add(target.targetId);
    void target.resume();
    this.#chromium.browser.tell('Target.closeTarget', { targetId: target.targetId });
  }
}

function waitFor(waiting: Map<string, (target: Target) => void>, key: string): Promise<Target> {
  return new Promise((resolve) => {
    waiting.set(key, resolve);
  });
}
