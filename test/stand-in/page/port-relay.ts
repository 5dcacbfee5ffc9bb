/**
 * Message ports of the isolated world. The preload gets a real MessagePort; its other end stays here and is relayed to the hub in
 * the main process, message by message. Chromium has no 'close' event on ports, Electron adds one: so it is added here to the ports
 * that the main process hands over. Injected by its source text.
 */
import type { StructuredJson } from '../ipc/structured-json.ts';

export type PortCommand =
  | { t: 'port-post'; port: string; data: string; pairs: [string, string][] }
  | { t: 'port-close'; port: string };

export interface PortRelay {
  /** A port that the main process handed to this document. */
  readonly receive: (id: string) => MessagePort;
  /** A port that leaves this document: the ids of its new ends, ours first. */
  readonly send: (port: MessagePort) => [string, string];
  readonly deliver: (id: string, data: string, ports: readonly string[]) => void;
  readonly close: (id: string) => void;
}

export function portRelay(codec: StructuredJson, tell: (command: PortCommand) => void): PortRelay {
  interface End {
    readonly relayed: MessagePort;
    /** The end the preload holds, where it is known. */
    readonly given: MessagePort | null;
  }
  const ends = new Map<string, End>();

  function relay(id: string, end: End): void {
    ends.set(id, end);
    end.relayed.addEventListener('message', (event) => {
      const pairs = event.ports.map((port) => send(port));
      tell({ t: 'port-post', port: id, data: codec.encode(event.data), pairs });
    });
    end.relayed.start();
  }

  function receive(id: string): MessagePort {
    const { port1: given, port2: relayed } = new MessageChannel();
    relay(id, { relayed, given });
    const closeNatively = given.close.bind(given);
    given.close = () => {
      closeNatively();
      // What was posted before is still on its way to the other end.
      if (ends.has(id)) afterMessages(() => tell({ t: 'port-close', port: id }));
    };
    return given;
  }

  function send(port: MessagePort): [string, string] {
    const id = `r${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;
    relay(id, { relayed: port, given: null });
    return [id, `${id}-far`];
  }

  function deliver(id: string, data: string, ports: readonly string[]): void {
    ends.get(id)?.relayed.postMessage(codec.decode(data), ports.map(receive));
  }

  function close(id: string): void {
    const end = ends.get(id);
    ends.delete(id);
    if (end === undefined) return;
    const { relayed, given } = end;
    afterMessages(() => {
      relayed.close();
      if (given === null) return;
      const event = new Event('close');
      given.dispatchEvent(event);
      const handler: unknown = Reflect.get(given, 'onclose');
      if (typeof handler === 'function') Reflect.apply(handler, given, [event]);
    });
  }

  /** Runs once every message that was posted so far has been heard: messages of a document are heard in the order they were posted. */
  function afterMessages(run: () => void): void {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', run);
    port1.start();
    port2.postMessage(null);
  }

  return { receive, send, deliver, close };
}
