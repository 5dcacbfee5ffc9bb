/** One raw request of the table, and how its bytes are written. */

export interface RawCase {
  readonly name: string;
  readonly bytes: string;
  /** Status of the one response. */
  readonly status: number;
}

export interface CaseInputs {
  readonly port: number;
  /** The server token. */
  readonly serverToken: string;
  /** A valid key. */
  readonly token: string;
}

export type Header = readonly [name: string, value: string];

export interface Shape {
  readonly method: string;
  readonly target: string;
  readonly version?: string;
  readonly headers: readonly Header[];
  readonly body?: string;
}

export const JSON_TYPE: Header = ['Content-Type', 'application/json'];

export function write(shape: Shape): string {
  const body = shape.body ?? '';
  const lines = shape.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const version = shape.version ?? 'HTTP/1.1';
  return `${shape.method} ${shape.target} ${version}\r\n${lines}Connection: close\r\n\r\n${body}`;
}

export function sized(body: string): Header {
  return ['Content-Length', String(Buffer.byteLength(body))];
}

/** The three kinds of route, each as a request that would pass with a good Host. */
export function goodRequests({ serverToken, token }: CaseInputs): Record<string, Shape> {
  const body = JSON.stringify({ token });
  return {
    health: { method: 'GET', target: '/healthz', headers: [] },
    verify: { method: 'POST', target: '/v1/verify', headers: [JSON_TYPE, sized(body)], body },
    openapi: {
      method: 'GET',
      target: '/openapi.json',
      headers: [['Authorization', `Bearer ${serverToken}`]],
    },
  };
}

export function withHeaders(shape: Shape, ...headers: Header[]): Shape {
  return { ...shape, headers: [...headers, ...shape.headers] };
}
