/** A way to a PostgreSQL server that can be cut at a COMMIT: before the server has it, or before the client has its answer. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type Cut = 'before' | 'after';

export interface CuttingProxy {
  readonly port: number;
  /** The next COMMIT is cut so. */
  cutAtNextCommit(cut: Cut): void;
  /** True: nobody is let through any more, and whoever is through is cut off. */
  shut(isShut: boolean): void;
  /** From the cut on, nobody is let through any more. */
  readonly isClosedByCut: { value: boolean };
  close(): Promise<void>;
}

/** A simple query: `Q`, its length, the text, a zero. */
const COMMIT = Buffer.from('COMMIT\0', 'latin1');

export async function startCuttingProxy(target: {
  readonly host: string;
  readonly port: number;
}): Promise<CuttingProxy> {
  let next: Cut | null = null;
  let isShut = false;
  const isClosedByCut = { value: false };
  const sockets = new Set<Socket>();

  function pipe(client: Socket): void {
    if (isShut) {
      client.destroy();
      return;
    }
    const server = connect(target);
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    let isAnswerCut = false;
    client.on('data', (chunk) => {
      const cut = chunk.includes(COMMIT) ? next : null;
      if (cut !== null) {
        next = null;
        isShut = isClosedByCut.value;
      }
      if (cut === 'before') client.destroy();
      else server.write(chunk);
      isAnswerCut ||= cut === 'after';
    });
    server.on('data', (chunk) => {
      if (isAnswerCut) client.destroy();
      else client.write(chunk);
    });
  }

  const listener = createServer(pipe);
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return {
    port: (listener.address() as AddressInfo).port,
    cutAtNextCommit: (cut) => {
      next = cut;
    },
    shut: (value) => {
      isShut = value;
      if (value) for (const socket of sockets) socket.destroy();
    },
    isClosedByCut,
    close: async () => {
      const closed = new Promise((resolve) => listener.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
