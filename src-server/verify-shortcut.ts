/**
 * Answers the ordinary `POST /v1/verify` without the framework, all that came in one turn of the event loop together
 * (docs/decisions/0105). What is out of the ordinary in its head is left to the route; what is refused here is refused in the same bytes.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../src-core/log/log.ts';
import type { Verifier } from '../src-core/verify/verifier.ts';
import { MAX_VERIFY_BODY_BYTES, type VerifyAnswer } from '../src-shared/contract/verify.ts';
import { toReportedError } from './error-answers.ts';
import { JSON_MEDIA_TYPE, parseJsonBody } from './json-body.ts';
import { answerProblem, SAFETY_HEADERS } from './problem.ts';
import { headerOf, type RequestHead } from './request-head.ts';
import type { ServerToken } from './server-token.ts';
import { createTurnBatch } from './turn-batch.ts';
import { readVerifyRequest } from './verify-request.ts';
import { VERIFY_PATH } from './verify-route.ts';

export interface VerifyShortcutDeps {
  readonly verifier: Pick<Verifier, 'verify'>;
  /** Runs the work while the verifier may ask the store once for all requests of it. */
  readonly share: (work: () => void) => void;
  readonly token: ServerToken;
  readonly isTokenRequired: boolean;
  readonly log: Log;
}

/** False: nothing was done, and the request is the route's. For requests that passed the gate. */
export type Shortcut = (
  request: IncomingMessage,
  response: ServerResponse,
  head: RequestHead,
) => boolean;

interface Question {
  readonly bytes: Buffer;
  readonly response: ServerResponse;
}

/** As the framework writes them, so that nobody can tell who answered. */
const ANSWER_HEADERS: readonly string[] = [
  ...Object.entries(SAFETY_HEADERS).flat(),
  'content-type',
  'application/json; charset=utf-8',
  'content-length',
];

export function createVerifyShortcut(deps: VerifyShortcutDeps): Shortcut {
  const { isTokenRequired, log, share, token, verifier } = deps;

  function refuse(response: ServerResponse, error: unknown, endsConnection = false): void {
    const reported = toReportedError(error, { log, route: VERIFY_PATH });
    answerProblem(response, reported, { endsConnection });
  }

  function answer({ bytes, response }: Question): void {
    let body: unknown;
    try {
      body = parseJsonBody(bytes);
    } catch (error) {
      refuse(response, error, true);
      return;
    }
    try {
      verifier.verify(readVerifyRequest(body)).then(
        (given) => sendAnswer(response, given),
        (error: unknown) => refuse(response, error),
      );
    } catch (error) {
      refuse(response, error);
    }
  }

  const ask = createTurnBatch<Question>((questions) =>
    share(() => {
      for (const question of questions) answer(question);
    }),
  );

  return (request, response, head) => {
    if (!isOrdinary(request, head) || (isTokenRequired && !token.isShownBy(head))) return false;
    readBody(request, (bytes) => ask({ bytes, response }));
    return true;
  };
}

function isOrdinary(request: IncomingMessage, head: RequestHead): boolean {
  if (request.url !== VERIFY_PATH || head.method !== 'POST') return false;
  if (!JSON_MEDIA_TYPE.test(headerOf(head, 'content-type') ?? '')) return false;
  // Node's parser ends the body at this length; where there is none, or a transfer coding, the route counts.
  const length = Number(headerOf(head, 'content-length') ?? Number.NaN);
  return length > 0 && length <= MAX_VERIFY_BODY_BYTES;
}

/** A body that breaks off never ends: Node answers or drops its connection. */
function readBody(request: IncomingMessage, done: (bytes: Buffer) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () =>
    done(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)),
  );
}

function sendAnswer(response: ServerResponse, answer: VerifyAnswer): void {
  const text = JSON.stringify(answer);
  response.writeHead(200, [...ANSWER_HEADERS, String(Buffer.byteLength(text))]);
  response.end(text);
}
