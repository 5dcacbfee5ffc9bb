/** `ipcMain`, `webContents.ipc` and `webFrameMain.ipc`: listeners, and at most one handler for each invoked channel. */
import { EventEmitter } from 'node:events';

export type InvokeHandler = (event: never, ...args: never[]) => unknown;

export class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, InvokeHandler>();

  constructor() {
    super();
    this.on('error', () => undefined);
  }

  handle(channel: string, handler: InvokeHandler): void {
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    if (typeof handler !== 'function') {
      throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`);
    }
    this.#handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: InvokeHandler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return handler(event, ...args);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** Of the stand-in, not of Electron. */
  findHandler(channel: string): InvokeHandler | undefined {
    return this.#handlers.get(channel);
  }
}

export const ipcMain = new IpcMain();
