/** Joins gate and application: a request reaches the routes only if it passed. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';
import { isForNginx } from './forward-auth/nginx-mode.ts';
import { type GatePolicy, passGate } from './loopback-gate.ts';
import { sendProblem } from './problem.ts';
import { headerOf, type RequestHead, readRequestHead } from './request-head.ts';

type Route = (request: IncomingMessage, response: ServerResponse, head: RequestHead) => void;

/** `policy` is asked per request: the port is known only once it is bound. */
export function gatedListener(policy: () => GatePolicy, route: Route): RequestListener {
  return (request, response) => {
    const head = readRequestHead(request);
    try {
      request.url = passGate(head, policy());
      answerExpectation(head, response);
    } catch (error) {
      if (!(error instanceof KeywrightError)) throw error;
      sendProblem(response, error, { isForNginx: isForNginx(head.target) });
      return;
    }
    route(request, response, head);
  };
}

/** Asks for the body only of a request that passed; any other expectation is refused. */
function answerExpectation(head: RequestHead, response: ServerResponse): void {
  const expect = headerOf(head, 'expect');
  if (expect === null) return;
  if (expect.toLowerCase() !== '100-continue') {
    throw new KeywrightError('request/malformed', 'The only expectation met is 100-continue');
  }
  if (head.httpVersion === '1.1') response.writeContinue();
}
