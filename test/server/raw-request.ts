/** One request as bytes over a plain socket, and everything that came back. */
import { connect } from 'node:net';

export interface RawResponse {
  /** The whole answer as text. */
  readonly text: string;
  /** Status of the first response; null where the connection ended without one. */
  readonly status: number | null;
  /** How many responses there were: a second one means that the bytes were read as two requests. */
  readonly count: number;
  /** Values by lower-case name, of the first response. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Sends the bytes, ends the sending side, and reads until the server ends. */
export function sendRaw(
  port: number,
  bytes: string | Buffer,
  host = '127.0.0.1',
): Promise<RawResponse> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port, host, allowHalfOpen: true });
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => undefined);
    socket.on('end', () => socket.destroy());
    socket.on('close', () => resolve(parseRaw(Buffer.concat(chunks).toString('latin1'))));
    socket.end(bytes);
  });
}

/** The final response; interim ones (100) are skipped. */
function parseRaw(text: string): RawResponse {
  const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map((match) => Number(match[1]));
  const finals = statuses.filter((status) => status >= 200);
  const rest = text.replace(/^HTTP\/1\.1 1\d\d [^\r]*\r\n\r\n/, '');
  const [head = '', ...body] = rest.split('\r\n\r\n');
  const headers = new Map(
    head
      .split('\r\n')
      .slice(1)
      .map((line) => {
        const at = line.indexOf(':');
        return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()] as const;
      }),
  );
  return {
    text,
    status: finals[0] ?? null,
    count: finals.length,
    headers,
    body: body.join('\r\n\r\n'),
  };
}
