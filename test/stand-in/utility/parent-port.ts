/** `process.parentPort`: messages wait while nobody listens, as in Electron. */
import { EventEmitter } from 'node:events';
import { codec } from '../ipc/codec.ts';
import type { OpenedMessage } from '../ports/message-port-main.ts';

export class ParentPort extends EventEmitter {
  readonly #send: (data: string) => void;
  readonly #queue: OpenedMessage[] = [];

  constructor(send: (data: string) => void) {
    super();
    this.#send = send;
    this.on('newListener', (name) => {
      if (name === 'message') setImmediate(() => this.#flush());
    });
  }

  postMessage(message: unknown): void {
    this.#send(codec.encode(message));
  }

  /** Of the stand-in: a message of the main process has arrived. */
  receive(message: OpenedMessage): void {
    this.#queue.push(message);
    this.#flush();
  }

  #flush(): void {
    while (this.listenerCount('message') > 0) {
      const message = this.#queue.shift();
      if (message === undefined) return;
      this.emit('message', message);
    }
  }
}
