/**
 * The way between the main process and the documents of one window. A message counts only if it comes from the isolated world of the
 * main frame; an answer goes to the document that asked, never to a newer one; the ports of a document close with it.
 */
import type { CdpSession } from '../chromium/cdp-connection.ts';
import type { Protocol } from '../chromium/cdp-types.ts';
import type { FromRenderer, ToRenderer } from '../page/isolated-world.ts';
import { BINDING, RECEIVE, WORLD } from '../page/page-scripts.ts';
import { hub } from '../ports/main-ports.ts';
import type { PortOwner } from '../ports/port-hub.ts';

export type DocumentMessage = Exclude<FromRenderer, { t: 'port-post' | 'port-close' }>;

/** One document's isolated world. */
export interface DocumentEnd {
  readonly contextId: number;
  readonly owner: PortOwner;
  readonly tell: (message: ToRenderer) => void;
}

interface Hooks {
  readonly mainFrameId: string;
  readonly onMessage: (message: DocumentMessage, from: DocumentEnd) => void;
}

export class DocumentChannel {
  readonly #session: CdpSession;
  readonly #hooks: Hooks;
  #current: DocumentEnd | null = null;

  constructor(session: CdpSession, hooks: Hooks) {
    this.#session = session;
    this.#hooks = hooks;
    session.on('Runtime.executionContextCreated', ({ context }) => this.#created(context));
    session.on('Runtime.executionContextsCleared', () => this.end());
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (this.#current?.contextId === executionContextId) this.end();
    });
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === BINDING) this.#receive(payload, executionContextId);
    });
  }

  /** Null while no document of the app is loaded. */
  get current(): DocumentEnd | null {
    return this.#current;
  }

  /** The document is gone: navigated away, crashed or closed. */
  end(): void {
    const ended = this.#current;
    this.#current = null;
    if (ended !== null) hub.closeAllOf(ended.owner);
  }

  #created({ id, name, auxData }: Protocol.Runtime.ExecutionContextDescription): void {
    const { frameId } = (auxData ?? {}) as { frameId?: string };
    if (name !== WORLD || frameId !== this.#hooks.mainFrameId) return;
    this.end();
    const tell = (message: ToRenderer) => this.#deliver(message, id);
    const owner: PortOwner = {
      startsPorts: true,
      deliver: (port, message) => {
        tell({ t: 'port-message', port, data: message.data, ports: message.ports });
        for (const moved of message.ports) hub.move(moved, owner);
      },
      close: (port) => tell({ t: 'port-closed', port }),
    };
    this.#current = { contextId: id, owner, tell };
  }

  #receive(payload: string, contextId: number): void {
    const from = this.#current;
    if (from === null || from.contextId !== contextId) return;
    const message = JSON.parse(payload) as FromRenderer;
    if (message.t === 'port-close') {
      if (hub.isOwnedBy(message.port, from.owner)) hub.close(message.port);
    } else if (message.t === 'port-post') {
      const ports = openPairs(message.pairs, from.owner);
      if (hub.isOwnedBy(message.port, from.owner)) {
        hub.post(message.port, { data: message.data, ports });
      }
    } else {
      this.#hooks.onMessage(message, from);
    }
  }

  #deliver(message: ToRenderer, executionContextId: number): void {
    this.#session.tell('Runtime.callFunctionOn', {
      functionDeclaration: `function (message) { globalThis.${RECEIVE}?.(message) }`,
      executionContextId,
      arguments: [{ value: message }],
      silent: true,
    });
  }
}

/** Ports that leave a document: its own ends stay with it, the far ends are returned. */
export function openPairs(
  pairs: readonly (readonly [string, string])[],
  owner: PortOwner,
): string[] {
  return pairs.map(([near, far]) => {
    hub.createPair(null, [near, far]);
    hub.move(near, owner);
    return far;
  });
}
