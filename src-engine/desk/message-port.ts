/** The little of Electron's MessagePortMain and ParentPort that the engine process uses; src-engine does not import Electron. */
export interface DeskPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

export interface ParentPort {
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly DeskPort[] }) => void,
  ): unknown;
  postMessage(message: unknown): void;
}
