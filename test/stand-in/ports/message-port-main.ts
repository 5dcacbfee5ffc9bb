/**
 * `MessagePortMain`, in the main process and in utility processes alike. A `PortPlace` holds the ports that lie in this process and
 * speaks with the hub; a port that was transferred is neutered, as in Electron: it sends nothing and hears nothing.
 */
import { EventEmitter } from 'node:events';
import { codec } from '../ipc/codec.ts';
import type { PortMessage } from './port-hub.ts';

/** The way to the hub. */
export interface PortLink {
  post(port: string, message: PortMessage): void;
  start(port: string): void;
  close(port: string): void;
}

export interface OpenedMessage {
  readonly data: unknown;
  readonly ports: readonly MessagePortMain[];
}

export class MessagePortMain extends EventEmitter {
  readonly #place: PortPlace;
  readonly #id: string;

  constructor(place: PortPlace, id: string) {
    super();
    this.#place = place;
    this.#id = id;
  }

  /** Messages wait until this is called. */
  start(): void {
    if (this.#place.has(this.#id)) this.#place.link.start(this.#id);
  }

  close(): void {
    if (this.#place.forget(this.#id)) this.#place.link.close(this.#id);
  }

  postMessage(message: unknown, transfer: readonly MessagePortMain[] = []): void {
    const data = codec.encode(message);
    if (transfer.includes(this)) throw new Error('Port at index 0 contains the source port');
    const ports = this.#place.release(transfer);
    if (this.#place.has(this.#id)) this.#place.link.post(this.#id, { data, ports });
  }

  /** Of the stand-in: the id, where `place` holds this port. */
  idIn(place: PortPlace): string | null {
    return this.#place === place && place.has(this.#id) ? this.#id : null;
  }
}

export class PortPlace {
  readonly link: PortLink;
  readonly #ports = new Map<string, MessagePortMain>();

  constructor(link: PortLink) {
    this.link = link;
  }

  adopt(id: string): MessagePortMain {
    const port = new MessagePortMain(this, id);
    this.#ports.set(id, port);
    return port;
  }

  has(id: string): boolean {
    return this.#ports.has(id);
  }

  forget(id: string): boolean {
    return this.#ports.delete(id);
  }

  /** Gives the ports of a transfer list away and returns their ids; throws Electron's texts before any is given away. */
  release(transfer: readonly MessagePortMain[]): string[] {
    const ids = transfer.map((port, index) => {
      if (!(port instanceof MessagePortMain)) throw new TypeError('Invalid value for transfer');
      const id = port.idIn(this);
      if (id === null) throw new Error(`Port at index ${index} is already neutered.`);
      if (transfer.indexOf(port) !== index) {
        throw new Error(`Port at index ${index} is a duplicate of an earlier port.`);
      }
      return id;
    });
    for (const id of ids) this.#ports.delete(id);
    return ids;
  }

  /** A message from the hub. The ports it brings are given to the listener with it. */
  receive(id: string, message: PortMessage): void {
    this.#ports.get(id)?.emit('message', this.open(message));
  }

  /** What a listener gets: the value, and the ports that came with it, which lie in this process from now on. */
  open({ data, ports }: PortMessage): OpenedMessage {
    return { data: codec.decode(data), ports: ports.map((id) => this.adopt(id)) };
  }

  /** The hub says that the other end is gone. */
  closed(id: string): void {
    const port = this.#ports.get(id);
    this.#ports.delete(id);
    port?.emit('close');
  }
}
