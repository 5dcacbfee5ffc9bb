/**
 * Starts a process for each keychain call of the engine or the server, joins the two by a port, and kills it when its time is over.
 * Main sees neither request nor answer.
 */
import type { MessageChannelMain, UtilityProcess } from 'electron';
import type { KeychainAsk, KeychainReply } from '../src-shared/desk/keychain-control.ts';

export interface KeychainHostDeps {
  readonly fork: () => UtilityProcess;
  readonly makeChannel: () => MessageChannelMain;
  /** At once, whatever it does: a process in which keytar waits for a prompt ends no other way. */
  readonly kill: (child: UtilityProcess) => void;
}

/** The process ends itself at the end of its time; this is for one that cannot. */
const GRACE_MS = 500;

export class KeychainHost {
  readonly #deps: KeychainHostDeps;

  constructor(deps: KeychainHostDeps) {
    this.#deps = deps;
  }

  serve(client: UtilityProcess, { id, timeLimitMs }: KeychainAsk): void {
    const { kill, makeChannel } = this.#deps;
    const child = this.#deps.fork();
    const { port1, port2 } = makeChannel();
    child.postMessage(null, [port1]);
    client.postMessage({ kind: 'keychain-port', id } satisfies KeychainReply, [port2]);
    const end = (): void => kill(child);
    const timer = setTimeout(end, timeLimitMs + GRACE_MS);
    client.once('exit', end);
    child.once('exit', () => {
      clearTimeout(timer);
      client.off('exit', end);
      client.postMessage({ kind: 'keychain-ended', id } satisfies KeychainReply);
    });
  }
}
