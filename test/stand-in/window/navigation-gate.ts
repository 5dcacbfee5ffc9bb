/**
 * Who started a navigation, and whether the app allows it. CDP reports a navigation that a page asked for before its request is
 * seen; one that was not reported is the app's own (or a driver's) and is not asked about, as in Electron.
 */
import { cancellable } from '../app/cancellable.ts';
import type { WebFrameMain } from './web-frame-main.ts';

/** How long a report may trail the request it belongs to. */
const REPORT_GRACE_MS = 25;

export interface NavigationEvents {
  emit(name: string, ...args: unknown[]): boolean;
}

export class NavigationGate {
  readonly #events: NavigationEvents;
  readonly #mainFrame: WebFrameMain;
  readonly #mainFrameId: string;
  /** URLs the app itself is loading, in its own form. */
  readonly #own = new Set<string>();
  readonly #requested = new Set<string>();

  constructor(events: NavigationEvents, mainFrame: WebFrameMain, mainFrameId: string) {
    this.#events = events;
    this.#mainFrame = mainFrame;
    this.#mainFrameId = mainFrameId;
  }

  expectOwn(url: string): void {
    this.#own.add(url);
  }

  ownIsOver(url: string): void {
    this.#own.delete(url);
  }

  /** A page asks to go somewhere. */
  requested(frameId: string): void {
    this.#requested.add(frameId);
  }

  async isRefused(frameId: string, url: string, isRedirect: boolean): Promise<boolean> {
    const isMainFrame = frameId === this.#mainFrameId;
    if (isRedirect) {
      const event = cancellable({ url, isMainFrame });
      this.#events.emit('will-redirect', event, url, false, isMainFrame);
      return event.defaultPrevented;
    }
    if (isMainFrame && this.#own.delete(url)) return false;
    // Nothing may be asked of the renderer here: Chromium holds messages to it back while a navigation is in flight.
    if (!this.#requested.has(frameId)) {
      await new Promise((resolve) => setTimeout(resolve, REPORT_GRACE_MS));
    }
    return this.#requested.delete(frameId) && this.ask(frameId, url);
  }

  /** True where a listener refuses. */
  ask(frameId: string, url: string): boolean {
    const isMainFrame = frameId === this.#mainFrameId;
    const details = {
      url,
      isSameDocument: false,
      isInPlace: false,
      isMainFrame,
      frame: isMainFrame ? this.#mainFrame : null,
      initiator: this.#mainFrame,
    };
    const any = cancellable(details);
    this.#events.emit('will-frame-navigate', any);
    if (any.defaultPrevented || !isMainFrame) return any.defaultPrevented;
    const event = cancellable(details);
    this.#events.emit('will-navigate', event, url, false, true, 1, 1);
    return event.defaultPrevented;
  }
}
