/**
 * Owns every message port of the program. Ports come in entangled pairs and have an id; each lies with an owner: the main process,
 * a utility process or a document in a renderer. A message for a port waits here until its owner has started it, moves with the
 * port when it is transferred, and reaches the other end in the order it was sent. When an owner ends, its ports close, and each
 * other end is told.
 *
 * In Electron the ends talk directly; here every message passes through the main process (docs/testing-without-electron.md).
 */
export interface PortMessage {
  /** Text of the codec. */
  readonly data: string;
  /** Ids of the ports that travel with the message; they belong to the receiver once it is delivered. */
  readonly ports: readonly string[];
}

export interface PortOwner {
  /** A message for a started port. */
  deliver(port: string, message: PortMessage): void;
  /** The other end is gone; the port is forgotten by the hub. */
  close(port: string): void;
  /** True where a port starts as soon as it arrives, because its queue is at the other side. */
  readonly startsPorts: boolean;
}

interface Port {
  readonly id: string;
  readonly peerId: string;
  owner: PortOwner | null;
  isStarted: boolean;
  readonly queue: PortMessage[];
  isPeerGone: boolean;
}

export class PortHub {
  readonly #ports = new Map<string, Port>();
  #nextId = 1;

  /** A new entangled pair, both ends with `owner`, or nowhere yet. Ids may be chosen by the owner; they are unique. */
  createPair(owner: PortOwner | null, ids?: readonly [string, string]): readonly [string, string] {
    const [first, second] = ids ?? [`m${this.#nextId++}`, `m${this.#nextId++}`];
    this.#add(first, second, owner);
    this.#add(second, first, owner);
    return [first, second];
  }

  /** Hands the port to `owner`; what was waiting for it goes along. */
  move(id: string, owner: PortOwner): void {
    const port = this.#ports.get(id);
    if (port === undefined) return;
    port.owner = owner;
    port.isStarted = owner.startsPorts;
    this.#flush(port);
  }

  start(id: string): void {
    const port = this.#ports.get(id);
    if (port === undefined || port.isStarted) return;
    port.isStarted = true;
    this.#flush(port);
  }

  /** Sends through `id` to its other end; ports in the message travel and wait there for their new owner. */
  post(id: string, message: PortMessage): void {
    const peer = this.#ports.get(this.#ports.get(id)?.peerId ?? '');
    if (peer === undefined) {
      for (const lost of message.ports) this.close(lost);
      return;
    }
    for (const moved of message.ports) this.#uproot(moved);
    peer.queue.push(message);
    this.#flush(peer);
  }

  /** Closes this end; what it has sent before still arrives, then the other end closes. */
  close(id: string): void {
    const port = this.#ports.get(id);
    if (port === undefined) return;
    this.#ports.delete(id);
    for (const message of port.queue) for (const lost of message.ports) this.close(lost);
    const peer = this.#ports.get(port.peerId);
    if (peer === undefined) return;
    peer.isPeerGone = true;
    this.#flush(peer);
  }

  /** Closes every port of an owner that has ended. */
  closeAllOf(owner: PortOwner): void {
    for (const port of this.#ports.values()) if (port.owner === owner) this.close(port.id);
  }

  isOwnedBy(id: string, owner: PortOwner): boolean {
    return this.#ports.get(id)?.owner === owner;
  }

  #add(id: string, peerId: string, owner: PortOwner | null): void {
    if (this.#ports.has(id)) throw new Error(`port ${id} exists already`);
    const isStarted = owner?.startsPorts ?? false;
    this.#ports.set(id, { id, peerId, owner, isStarted, queue: [], isPeerGone: false });
  }

  #uproot(id: string): void {
    const port = this.#ports.get(id);
    if (port === undefined) return;
    port.owner = null;
    port.isStarted = false;
  }

  #flush(port: Port): void {
    const { owner } = port;
    if (owner === null) return;
    while (port.isStarted && port.owner === owner) {
      const message = port.queue.shift();
      if (message === undefined) break;
      owner.deliver(port.id, message);
    }
    if (!port.isPeerGone || port.queue.length > 0) return;
    this.#ports.delete(port.id);
    owner.close(port.id);
  }
}
