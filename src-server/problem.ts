/**
 * RFC 9457 problem details: the form of every error this server answers. `type` is a stable URN made of the error code; docs/errors.md
 * has a section per code. Details pass the log's redaction, since a message may quote what the caller sent.
 */
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { redactSecrets } from '../src-core/log/redact.ts';
import { type ErrorCode, errorFacts } from '../src-shared/error/error-codes.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';
import { asNginxTakesIt } from './forward-auth/nginx-mode.ts';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

export const problemSchema = z
  .strictObject({
    type: z.string().describe('urn:keywright:error: and the code, its slash as a colon.'),
    title: z.string().describe('The same for every error of this code.'),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    hint: z.string().nullable().describe('What to do next; null where the detail says it all.'),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problemSchema>;

/** Seconds after which a 503 is worth another try. */
const RETRY_AFTER_SECONDS = 1;

export function toProblem(error: KeywrightError): Problem {
  const { http, title } = errorFacts(error.code);
  return {
    type: `urn:keywright:error:${error.code.replace('/', ':')}`,
    title,
    status: http,
    detail: redactSecrets(error.publicMessage),
    code: error.code,
    hint: error.hint,
  };
}

/** Headers that go with a problem: media type, and where they mean something Retry-After and WWW-Authenticate. */
export function problemHeaders(problem: Problem): Record<string, string> {
  return {
    ...SAFETY_HEADERS,
    'content-type': PROBLEM_MEDIA_TYPE,
    ...(problem.status === 503 ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : {}),
    ...(problem.status === 401 ? { 'www-authenticate': 'Bearer realm="keywright"' } : {}),
  };
}

/** On every response: nothing is stored, sniffed, framed or read across origins. */
export const SAFETY_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
} as const;

/** A request refused before any route; the connection ends with the answer. */
export function sendProblem(
  response: ServerResponse,
  error: KeywrightError,
  to: { readonly isForNginx: boolean },
): void {
  const problem = toProblem(error);
  const body = JSON.stringify(problem);
  const plain = { status: problem.status, headers: problemHeaders(problem) };
  const { status, headers } = to.isForNginx ? asNginxTakesIt(plain) : plain;
  response.writeHead(status, {
    ...headers,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  });
  response.end(body);
}

/** As the framework writes a problem of a route, header by header. */
export function answerProblem(
  response: ServerResponse,
  error: KeywrightError,
  { endsConnection }: { readonly endsConnection: boolean },
): void {
  const problem = toProblem(error);
  const body = JSON.stringify(problem);
  response.writeHead(problem.status, {
    ...SAFETY_HEADERS,
    ...(endsConnection ? { connection: 'close' } : {}),
    ...problemHeaders(problem),
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** The same for a socket whose bytes never became a request. */
export function problemBytes(code: ErrorCode, detail: string): string {
  const problem = toProblem(new KeywrightError(code, detail));
  const body = JSON.stringify(problem);
  const headers = Object.entries({
    ...problemHeaders(problem),
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  });
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${problem.status} ${problem.title}\r\n${lines.join('')}\r\n${body}`;
}
