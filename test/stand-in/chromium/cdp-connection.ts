/**
 * One connection to Chromium's DevTools protocol over a pair of byte streams: commands are matched to their answers, events go to
 * the session they belong to. A closed stream rejects whatever is still waited for.
 */
import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { CdpEvent, CdpEventName, CdpMethod, CdpParams, CdpResult } from './cdp-types.ts';
import { splitFrames } from './split-frames.ts';

interface Waiting {
  readonly method: string;
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

interface IncomingMessage {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

export class BrowserGoneError extends Error {
  constructor() {
    super('Chromium is gone');
  }
}

/** What is sent and heard on one target, or on the browser itself. */
export class CdpSession {
  readonly #emitter = new EventEmitter();
  readonly #connection: CdpConnection;
  readonly #sessionId: string | undefined;

  constructor(connection: CdpConnection, sessionId?: string) {
    this.#connection = connection;
    this.#sessionId = sessionId;
  }

  send<M extends CdpMethod>(method: M, params?: CdpParams<M>): Promise<CdpResult<M>> {
    return this.#connection.send(method, params, this.#sessionId);
  }

  /** Sends a command whose failure nobody can act on, because the target may already be gone. */
  tell<M extends CdpMethod>(method: M, params?: CdpParams<M>): void {
    this.send(method, params).catch(() => undefined);
  }

  on<E extends CdpEventName>(event: E, listener: (params: CdpEvent<E>) => void): void {
    this.#emitter.on(event, listener);
  }

  deliver(event: string, params: unknown): void {
    this.#emitter.emit(event, params);
  }
}

export class CdpConnection {
  readonly browser: CdpSession = new CdpSession(this);
  readonly closed: Promise<void>;
  readonly #output: Writable;
  readonly #waiting = new Map<number, Waiting>();
  readonly #sessions = new Map<string, CdpSession>();
  #nextId = 1;

  constructor(input: Readable, output: Writable) {
    this.#output = output;
    output.on('error', () => undefined);
    input.on(
      'data',
      splitFrames((text) => this.#dispatch(JSON.parse(text) as IncomingMessage)),
    );
    this.closed = new Promise((resolve) => {
      input.once('close', () => {
        for (const { reject } of this.#waiting.values()) reject(new BrowserGoneError());
        this.#waiting.clear();
        resolve();
      });
    });
  }

  send<M extends CdpMethod>(
    method: M,
    params: CdpParams<M> | undefined,
    sessionId: string | undefined,
  ): Promise<CdpResult<M>> {
    return new Promise((resolve, reject) => {
      if (!this.#output.writable) {
        reject(new BrowserGoneError());
        return;
      }
      const id = this.#nextId++;
      this.#waiting.set(id, { method, resolve, reject });
      this.#output.write(`${JSON.stringify({ id, method, params: params ?? {}, sessionId })}\0`);
    });
  }

  session(sessionId: string): CdpSession {
    const known = this.#sessions.get(sessionId);
    if (known !== undefined) return known;
    const session = new CdpSession(this, sessionId);
    this.#sessions.set(sessionId, session);
    return session;
  }

  forget(sessionId: string): void {
    this.#sessions.delete(sessionId);
  }

  #dispatch(message: IncomingMessage): void {
    if (message.id !== undefined) {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error === undefined) waiting?.resolve(message.result as never);
      else waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`));
      return;
    }
    const session =
      message.sessionId === undefined ? this.browser : this.#sessions.get(message.sessionId);
    session?.deliver(message.method ?? '', message.params);
  }
}
