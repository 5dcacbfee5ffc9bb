/** The head of a request as it came over the wire, duplicates included: Node's own header object hides them. */
import type { IncomingMessage } from 'node:http';

export interface RequestHead {
  readonly method: string;
  /** The request target as sent. */
  readonly target: string;
  readonly httpVersion: string;
  /** Every value by lower-case name, in order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
}

export function readRequestHead(request: IncomingMessage): RequestHead {
  const headers = new Map<string, string[]>();
  const { rawHeaders } = request;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    const values = headers.get(name);
    if (values === undefined) headers.set(name, [value]);
    else values.push(value);
  }
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    httpVersion: request.httpVersion,
    headers,
  };
}

/** The one value of the header; null where there is none. For headers that the gate has found single. */
export function headerOf(head: RequestHead, name: string): string | null {
  return head.headers.get(name)?.[0] ?? null;
}
