/** What the kit speaks to: the server itself, or a gateway in front of a service that tells what reached it. */
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { type Header, type Shape, write } from '../server/raw-shape.ts';

export interface KitAnswer {
  readonly status: number;
  /** Values by lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /** All bytes, as text. */
  readonly text: string;
  /** What the service behind the gateway got; null where it was not asked. */
  readonly seen: SeenRequest | null;
}

export interface SeenRequest {
  /** Values by lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export interface KitTarget {
  send(shape: Shape): Promise<KitAnswer>;
}

/** A service that answers 200 with the head and body it got, as JSON. */
export async function startEcho(): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const text = JSON.stringify({ headers: request.headers, body });
      response.writeHead(200, { 'x-seen': encodeURIComponent(text) });
      response.end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** A gateway that listens on the port. */
export function gatewayTarget(port: number): KitTarget {
  return {
    send: async (shape) => {
      const hasHost = shape.headers.some(([name]) => name === 'Host');
      const host: Header[] = hasHost ? [] : [['Host', `127.0.0.1:${port}`]];
      return readAnswer(
        await exchange(port, write({ ...shape, headers: [...host, ...shape.headers] })),
      );
    },
  };
}

/** The server itself, asked as a gateway asks it; identity headers stand for what a service would see. */
export function directTarget(port: number, proxyToken: string, place: string): KitTarget {
  return {
    send: async ({ method, target, headers }) => {
      const own: Header[] = [
        ['Host', `127.0.0.1:${port}`],
        ['X-Keywright-Proxy-Token', proxyToken],
        ['X-Forwarded-Method', method],
        ['X-Forwarded-Uri', target],
        ['X-Forwarded-For', '127.0.0.1'],
      ];
      const ofGateway = new Set([
        ...own.map(([name]) => name.toLowerCase()),
        'content-length',
        'transfer-encoding',
      ]);
      const passed = headers.filter(([name]) => !ofGateway.has(name.toLowerCase()));
      const question: Shape = {
        method: 'GET',
        target: `/v1/forward-auth?${place}`,
        headers: [...own, ...passed],
      };
      const answer = readAnswer(await exchange(port, write(question)));
      const seen = answer.status === 200 ? { headers: answer.headers, body: '' } : null;
      return { ...answer, seen };
    },
  };
}

function readAnswer(text: string): KitAnswer {
  const [head = ''] = text.replace(/^HTTP\/1\.1 1\d\d [^\r]*\r\n\r\n/, '').split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()] as const;
    }),
  );
  return {
    status: Number(first.split(' ')[1]),
    headers,
    text,
    seen: readSeen(headers.get('x-seen')),
  };
}

function readSeen(text: string | undefined): SeenRequest | null {
  if (text === undefined) return null;
  const seen = JSON.parse(decodeURIComponent(text)) as {
    headers: Record<string, string>;
    body: string;
  };
  return { headers: new Map(Object.entries(seen.headers)), body: seen.body };
}

/** The sending side stays open: gateways take an end for a client that has gone. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    socket.write(bytes);
  });
}
