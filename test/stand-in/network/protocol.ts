/** `protocol`: one handler for each custom scheme. */
import { app } from '../app/app.ts';
import { customSchemes } from './custom-schemes.ts';

export type ProtocolHandler = (request: Request) => Response | Promise<Response>;

export class Protocol {
  readonly #handlers = new Map<string, ProtocolHandler>();

  registerSchemesAsPrivileged(schemes: readonly Electron.CustomScheme[]): void {
    if (app.isReady()) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    }
    for (const { scheme } of schemes) customSchemes.add(scheme);
  }

  handle(scheme: string, handler: ProtocolHandler): void {
    if (this.#handlers.has(scheme)) throw new Error('The scheme has been registered');
    customSchemes.add(scheme);
    this.#handlers.set(scheme, handler);
  }

  unhandle(scheme: string): void {
    this.#handlers.delete(scheme);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.#handlers.has(scheme);
  }

  /** Of the stand-in. */
  findHandler(scheme: string): ProtocolHandler | undefined {
    return this.#handlers.get(scheme);
  }
}
