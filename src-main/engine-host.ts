/**
 * Owns the engine process: starts it locked, hands the window its port, copies what it asks to have copied, and ends it to lock.
 * Ending the process is the one wipe of memory that can be promised, so locking never waits for it longer than a moment.
 */
import type { MessageChannelMain, UtilityProcess, WebContents } from 'electron';
import type { DueReport } from '../src-shared/desk/due-items.ts';
import {
  type CopiedThing,
  type FromEngine,
  fromEngineSchema,
  type ToEngine,
} from '../src-shared/desk/engine-control.ts';
import type { KeychainAsk } from '../src-shared/desk/keychain-control.ts';
import { encodeError } from '../src-shared/error/error-wire.ts';

/** What Electron gives. */
export interface EngineHostDeps {
  readonly fork: () => UtilityProcess;
  readonly makeChannel: () => MessageChannelMain;
  readonly serveKeychain: (client: UtilityProcess, ask: KeychainAsk) => void;
  /** Copies and arranges the clearing. Throws clipboard/unavailable. */
  readonly copy: (text: string, of: CopiedThing) => Promise<{ readonly clearsAtMs: number | null }>;
  readonly onOpened: () => void;
  readonly onReminderKey: (key: Buffer) => void;
  readonly onDue: (report: DueReport, key: Buffer, isKept: boolean) => void;
  /** It ended though nobody asked it to. */
  readonly onLost: () => void;
}

/** The engine writes its rollback mark and closes its files in this time, or is killed. */
const END_WITHIN_MS = 700;

export class EngineHost {
  readonly #deps: EngineHostDeps;
  #child: UtilityProcess | null = null;
  #isOpen = false;

  constructor(deps: EngineHostDeps) {
    this.#deps = deps;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Ahead of the window that will ask for it: both take their time to start. */
  start(): void {
    this.#running();
  }

  /** Gives these contents a port to the engine, which is started where it is not running. */
  connect(contents: WebContents): void {
    const child = this.#running();
    const { port1, port2 } = this.#deps.makeChannel();
    child.postMessage({ kind: 'port' } satisfies ToEngine, [port1]);
    contents.postMessage('engine:port', null, [port2]);
  }

  /** Nothing happens while the vault is locked. */
  copyAgain({ entryId, versionId }: CopiedThing): void {
    if (!this.#isOpen) return;
    const message: ToEngine = { kind: 'copy-again', entryId, versionId };
    this.#child?.postMessage(message);
  }

  /** Resolves when the process is gone. */
  async end(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    this.#isOpen = false;
    if (child === null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.postMessage({ kind: 'end' } satisfies ToEngine);
    const timer = setTimeout(() => child.kill(), END_WITHIN_MS);
    await gone;
    clearTimeout(timer);
  }

  #running(): UtilityProcess {
    if (this.#child !== null) return this.#child;
    const child = this.#deps.fork();
    this.#child = child;
    child.on('message', (message: unknown) => {
      const parsed = fromEngineSchema.safeParse(message);
      if (!parsed.success) return;
      // Also of one that ends: it writes its rollback mark to the keychain.
      if (parsed.data.kind === 'keychain-process') this.#deps.serveKeychain(child, parsed.data);
      else if (this.#child === child) this.#hear(child, parsed.data);
    });
    child.once('exit', () => {
      if (this.#child !== child) return;
      this.#child = null;
      this.#isOpen = false;
      this.#deps.onLost();
    });
    return child;
  }

  #hear(child: UtilityProcess, message: Exclude<FromEngine, KeychainAsk>): void {
    if (message.kind === 'opened') {
      this.#isOpen = true;
      this.#deps.onOpened();
    } else if (message.kind === 'reminder-key') {
      this.#deps.onReminderKey(Buffer.from(message.key, 'base64'));
    } else if (message.kind === 'due') {
      const { key, isKept, ...report } = message;
      this.#deps.onDue(report, Buffer.from(key, 'base64'), isKept);
    } else if (message.kind === 'copy') {
      void this.#copy(child, message);
    }
  }

  async #copy(
    child: UtilityProcess,
    { id, text, of }: Extract<FromEngine, { kind: 'copy' }>,
  ): Promise<void> {
    const say = (message: ToEngine): void => child.postMessage(message);
    try {
      say({ kind: 'copied', id, ...(await this.#deps.copy(text, of)) });
    } catch (error) {
      say({ kind: 'not-copied', id, error: encodeError(error) });
    }
  }
}
