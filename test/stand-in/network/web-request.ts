/** `session.webRequest`: at most one listener for each stage; what a listener does not say stays as it was. */
export type HeaderLists = Record<string, string | string[]>;

export interface WebRequestAnswer {
  readonly cancel?: boolean;
  readonly redirectURL?: string;
  readonly requestHeaders?: Record<string, string>;
  readonly responseHeaders?: HeaderLists;
}

export type WebRequestStage = 'onBeforeRequest' | 'onBeforeSendHeaders' | 'onHeadersReceived';

type Listener = (details: never, callback: (answer?: WebRequestAnswer) => void) => void;

interface Filter {
  readonly urls?: readonly string[];
}

interface Registered {
  readonly filter: Filter | null;
  readonly listener: Listener;
}

export class WebRequest {
  readonly #listeners = new Map<WebRequestStage, Registered>();

  onBeforeRequest(filter: Filter | Listener | null, listener?: Listener | null): void {
    this.#set('onBeforeRequest', filter, listener);
  }

  onBeforeSendHeaders(filter: Filter | Listener | null, listener?: Listener | null): void {
    this.#set('onBeforeSendHeaders', filter, listener);
  }

  onHeadersReceived(filter: Filter | Listener | null, listener?: Listener | null): void {
    this.#set('onHeadersReceived', filter, listener);
  }

  has(stage: WebRequestStage, url: string): boolean {
    return this.#find(stage, url) !== null;
  }

  /** Asks the app; an empty answer where it does not listen at this stage. */
  ask(
    stage: WebRequestStage,
    details: Readonly<Record<string, unknown>> & { readonly url: string },
  ): Promise<WebRequestAnswer> {
    const listener = this.#find(stage, details.url);
    if (listener === null) return Promise.resolve({});
    return new Promise((resolve) => {
      listener(details as never, (answer) => resolve(answer ?? {}));
    });
  }

  #find(stage: WebRequestStage, url: string): Listener | null {
    const registered = this.#listeners.get(stage);
    if (registered === undefined) return null;
    const patterns = registered.filter?.urls;
    const isMeant = patterns === undefined || patterns.some((pattern) => matchesUrl(pattern, url));
    return isMeant ? registered.listener : null;
  }

  #set(
    stage: WebRequestStage,
    first: Filter | Listener | null,
    second: Listener | null | undefined,
  ): void {
    const listener = typeof first === 'function' ? first : second;
    const filter = typeof first === 'function' ? null : first;
    if (listener) this.#listeners.set(stage, { filter, listener });
    else this.#listeners.delete(stage);
  }
}

/** Chromium's match patterns, as far as `*` and `<all_urls>` go. */
export function matchesUrl(pattern: string, url: string): boolean {
  if (pattern === '<all_urls>') return true;
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`).test(url);
}
