/**
 * The isolated world of a window: ipcRenderer, contextBridge and the app's preload script. The binding to the main process exists in
 * this world only, and is taken off the global object before the preload runs. Injected by its source text.
 */
import type { StructuredJson } from '../ipc/structured-json.ts';
import type { BridgeHalf, BridgeWorld } from './bridge-half.ts';
import type { PortCommand, PortRelay } from './port-relay.ts';
import type { PreloadEmitter } from './preload-emitter.ts';

export interface IsolatedParts {
  readonly bridgeHalf: (wire: EventTarget, mine: BridgeWorld, theirs: BridgeWorld) => BridgeHalf;
  readonly structuredJson: () => StructuredJson;
  readonly preloadEmitter: () => new () => PreloadEmitter;
  readonly titleWatch: (tell: (title: string) => void) => void;
  readonly portRelay: (codec: StructuredJson, tell: (command: PortCommand) => void) => PortRelay;
}

export interface IsolatedConfig {
  readonly binding: string;
  readonly receive: string;
  readonly handshake: string;
  readonly preloadPath: string;
  readonly process: Readonly<Record<string, unknown>>;
}

/** From the main process to a document. */
export type ToRenderer =
  | { readonly t: 'reply'; readonly id: number; readonly result?: string; readonly error?: string }
  | {
      readonly t: 'event';
      readonly channel: string;
      readonly args: string;
      readonly ports: readonly string[];
    }
  | {
      readonly t: 'port-message';
      readonly port: string;
      readonly data: string;
      readonly ports: readonly string[];
    }
  | { readonly t: 'port-closed'; readonly port: string };

/** From a document to the main process. */
export type FromRenderer =
  | {
      readonly t: 'send';
      readonly channel: string;
      readonly args: string;
      readonly pairs: readonly (readonly [string, string])[];
    }
  | { readonly t: 'invoke'; readonly id: number; readonly channel: string; readonly args: string }
  | { readonly t: 'title'; readonly title: string }
  | { readonly t: 'preload-error'; readonly message: string; readonly stack: string }
  | Readonly<PortCommand>;

type Preload = (
  ...scope: [require: (id: string) => unknown, process: unknown, exports: unknown, module: unknown]
) => void;

export function isolatedWorld(
  parts: IsolatedParts,
  config: IsolatedConfig,
  preload: Preload,
): void {
  if (window !== window.top) return;
  const world = globalThis as unknown as Record<string, unknown>;
  const codec = parts.structuredJson();
  const Emitter = parts.preloadEmitter();
  const write = world[config.binding] as (text: string) => void;
  delete world[config.binding];
  const tell = (message: FromRenderer) => write(JSON.stringify(message));
  const ports = parts.portRelay(codec, tell);
  parts.titleWatch((title) => tell({ t: 'title', title }));

  const invocations = new Map<number, (reply: { result?: string; error?: string }) => void>();
  let nextInvocation = 1;

  class IpcRenderer extends Emitter {
    send(channel: string, ...args: unknown[]): void {
      tell({ t: 'send', channel, args: codec.encode(args), pairs: [] });
    }

    postMessage(channel: string, message: unknown, transfer: MessagePort[] = []): void {
      const args = codec.encode([message]);
      tell({ t: 'send', channel, args, pairs: transfer.map((port) => ports.send(port)) });
    }

    async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const id = nextInvocation++;
      const text = codec.encode(args);
      const { error, result } = await new Promise<{ result?: string; error?: string }>(
        (resolve) => {
          invocations.set(id, resolve);
          tell({ t: 'invoke', id, channel, args: text });
        },
      );
      if (error === undefined) return codec.decode(result ?? '[["u"]]');
      throw new Error(`Error invoking remote method '${channel}': ${error}`);
    }

    sendSync(): never {
      throw new Error('stand-in: ipcRenderer.sendSync is not supported');
    }
  }
  const ipcRenderer = new IpcRenderer();

  world[config.receive] = (message: ToRenderer) => {
    if (message.t === 'reply') {
      const settle = invocations.get(message.id);
      invocations.delete(message.id);
      settle?.(message);
    } else if (message.t === 'event') {
      const event = {
        sender: ipcRenderer,
        ports: message.ports.map(ports.receive),
        preventDefault: () => undefined,
      };
      ipcRenderer.emit(message.channel, event, ...(codec.decode(message.args) as unknown[]));
    } else if (message.t === 'port-message') {
      ports.deliver(message.port, message.data, message.ports);
    } else {
      ports.close(message.port);
    }
  };

  const wire = document.createElement('i');
  document.dispatchEvent(new MouseEvent(config.handshake, { relatedTarget: wire }));
  const bridge = parts.bridgeHalf(wire, 'isolated', 'main');
  const contextBridge = {
    exposeInMainWorld(key: string, api: unknown): void {
      const tree = bridge.encode(api);
      const answer = bridge.call({ op: 'expose', id: 0, ok: true, key, tree });
      if (!answer.ok) throw new Error(answer.message);
    },
  };

  const electron = {
    contextBridge,
    ipcRenderer,
    webFrame: {},
    webUtils: { getPathForFile: () => '' },
    crashReporter: {},
    nativeImage: {},
  };
  const modules: Record<string, unknown> = {
    __proto__: null,
    electron,
    'electron/renderer': electron,
    'electron/common': electron,
  };
  const require = (id: string) => {
    if (id in modules) return modules[id];
    throw new Error(`module not found: ${id}`);
  };
  const process = Object.assign(new Emitter(), config.process);
  const module = { exports: {} };
  try {
    preload.call(undefined, require, process, module.exports, module);
  } catch (error) {
    const { message, stack = '' } = error as Error;
    console.error(`Unable to load preload script: ${config.preloadPath}`);
    console.error(error);
    tell({ t: 'preload-error', message, stack });
  }
}
