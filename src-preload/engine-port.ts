/** The window's end of the port to the engine process: numbers its questions, and knows when the other end is gone. */
import type { Reply } from '../src-shared/desk/bridge.ts';
import type { PortEvent, PortMessage } from '../src-shared/desk/port-messages.ts';

type Waiting = (reply: Reply<unknown>) => void;

const GONE: Reply<unknown> = {
  error: {
    code: 'desk/engine-ended',
    message: 'The engine process ended',
    hint: 'Unlock again.',
  },
};

export class EnginePort {
  readonly #connect: () => Promise<unknown>;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<(event: PortEvent) => void>();
  #port: PromiseWithResolvers<MessagePort> | null = null;
  #nextId = 0;

  constructor(connect: () => Promise<unknown>) {
    this.#connect = connect;
  }

  /** Takes the port that main handed over. */
  use(port: MessagePort): void {
    this.#port ??= Promise.withResolvers();
    port.addEventListener('message', ({ data }) => this.#hear(data as PortMessage));
    port.addEventListener('close', () => this.#end());
    port.start();
    this.#port.resolve(port);
  }

  async ask(call: string, input: unknown): Promise<Reply<unknown>> {
    const port = await this.#open();
    const id = this.#nextId;
    this.#nextId += 1;
    const answered = new Promise<Reply<unknown>>((resolve) => this.#waiting.set(id, resolve));
    port.postMessage({ id, call, input });
    return answered;
  }

  listen(listener: (event: PortEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async #open(): Promise<MessagePort> {
    if (this.#port === null) {
      this.#port = Promise.withResolvers();
      await this.#connect();
    }
    return this.#port.promise;
  }

  #hear(message: PortMessage): void {
    if ('event' in message) {
      for (const listener of this.#listeners) listener(message.event);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    waiting?.('answer' in message ? { answer: message.answer } : { error: message.error });
  }

  #end(): void {
    this.#port = null;
    for (const waiting of this.#waiting.values()) waiting(GONE);
    this.#waiting.clear();
  }
}
