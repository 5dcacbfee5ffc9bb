/**
 * The driver of the desktop's processes. Only main can start a process there, so it is asked for one and hands back the near end of a
 * port; request and answer cross that port and never pass through main's code. Closing the port ends the process, which also ends
 * itself and is killed by main when the time is over.
 */
import type { KeychainAsk, KeychainReply } from '../../src-shared/desk/keychain-control.ts';
import type { ChildOutcome } from './call-child.ts';
import type { KeytarDriver } from './keytar-driver.ts';

/** The little of Electron's MessagePortMain that is used. */
export interface DriverPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

interface Call {
  readonly request: string;
  readonly finish: (outcome: ChildOutcome) => void;
  port: DriverPort | null;
}

const MAX_ANSWER_CHARS = 1 << 20;

export class PortKeytar {
  readonly #ask: (ask: KeychainAsk) => void;
  readonly #calls = new Map<number, Call>();
  #lastId = 0;

  /** `ask` tells main. */
  constructor(ask: (ask: KeychainAsk) => void) {
    this.#ask = ask;
  }

  readonly call: KeytarDriver = (request, timeoutMs) =>
    new Promise((resolve) => {
      this.#lastId += 1;
      const id = this.#lastId;
      const finish = (outcome: ChildOutcome): void => {
        clearTimeout(timer);
        this.#calls.delete(id);
        call.port?.close();
        resolve(outcome);
      };
      const call: Call = { request, finish, port: null };
      const timer = setTimeout(() => finish({ kind: 'hung' }), timeoutMs);
      this.#calls.set(id, call);
      this.#ask({ kind: 'keychain-process', id, timeLimitMs: timeoutMs });
    });

  /** What main says; `port` comes with a `keychain-port`. A call that is over already closes it at once. */
  hear(reply: KeychainReply, port: DriverPort | undefined): void {
    const call = this.#calls.get(reply.id);
    if (reply.kind === 'keychain-ended') {
      call?.finish({ kind: 'failed', reason: 'ended without an answer' });
    } else if (call === undefined || call.port !== null) {
      port?.close();
    } else if (port !== undefined) {
      talk(call, port);
    }
  }
}

function talk(call: Call, port: DriverPort): void {
  call.port = port;
  port.on('message', ({ data }) => {
    const isLine = typeof data === 'string' && data.length <= MAX_ANSWER_CHARS;
    call.finish(
      isLine ? { kind: 'answered', line: data } : { kind: 'failed', reason: 'said too much' },
    );
  });
  port.on('close', () => call.finish({ kind: 'failed', reason: 'ended without an answer' }));
  port.start();
  port.postMessage(call.request);
}
