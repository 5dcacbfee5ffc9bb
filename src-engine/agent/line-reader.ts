/** Cuts a socket's bytes into lines, and gives up on one that grows past the limit. */
import type { Socket } from 'node:net';

interface LineHandlers {
  readonly onLine: (line: string) => void;
  /** The other side sent a line longer than `maxBytes`; the socket is destroyed. */
  readonly onOverflow: () => void;
}

export function readLines(socket: Socket, maxBytes: number, handlers: LineHandlers): void {
  let chunks: Buffer[] = [];
  let size = 0;
  socket.on('data', (data: Buffer) => {
    let rest = data;
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      const line = Buffer.concat([...chunks, rest.subarray(0, end)]).toString('utf8');
      chunks = [];
      size = 0;
      rest = rest.subarray(end + 1);
      handlers.onLine(line);
    }
    if (rest.length === 0) return;
    chunks.push(rest);
    size += rest.length;
    if (size > maxBytes) {
      socket.destroy();
      handlers.onOverflow();
    }
  });
}
