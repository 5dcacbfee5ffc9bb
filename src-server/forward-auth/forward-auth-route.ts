/** `ANY /v1/forward-auth`: what a gateway asks before it lets a request through to the service behind it (docs/gateways.md). */
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { z } from 'zod';
import type { Log } from '../../src-core/log/log.ts';
import type { Clock } from '../../src-core/runtime/clock.ts';
import type { Verifier } from '../../src-core/verify/verifier.ts';
import { FORWARD_AUTH_PATH } from '../../src-shared/contract/forward-auth.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { toReportedError } from '../error-answers.ts';
import { problemResponses } from '../openapi-document.ts';
import type { ProxyToken } from '../proxy-token.ts';
import { type RequestHead, readRequestHead } from '../request-head.ts';
import { readCallerKey } from './caller-key.ts';
import { type GatewayReply, keylessReply, problemReply, replyOf } from './gateway-reply.ts';
import { asNginxTakesIt, isForNginx } from './nginx-mode.ts';
import { type OriginalRequest, readOriginalRequest } from './original-request.ts';
import { readWantedAccess } from './wanted-access.ts';

export interface ForwardAuthDeps {
  readonly verifier: Pick<Verifier, 'verify'>;
  readonly proxyToken: ProxyToken;
  /** Only gateways may ask. */
  readonly isTokenRequired: boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** Gateways that pass on the method of the original request; OPTIONS is the gate's. */
const OTHER_METHODS: HTTPMethods[] = ['POST', 'PUT', 'PATCH', 'DELETE'];

const querySchema = z.strictObject({
  api: z.string().optional().describe('Accept keys of this API only (name or id).'),
  environment: z.string().optional().describe('Accept this environment only.'),
  permission: z.array(z.string()).optional().describe('Repeatable; all are needed.'),
  mode: z
    .literal('nginx')
    .optional()
    .describe('403 with X-Keywright-Status for all but 2xx and 401.'),
});

const schema = {
  summary: 'Verify the key of a request that came to a gateway',
  description:
    'Takes the key from Authorization or X-API-Key, and spends its limits. 200 carries the identity in X-Keywright-… headers; RateLimit, RateLimit-Policy and Retry-After say what is left. X-Forwarded-… is believed with the proxy token only.',
  operationId: 'forwardAuth',
  querystring: querySchema,
  response: {
    200: z.string().describe('The key is good for this request; the body is empty.'),
    ...problemResponses([400, 401, 403, 429, 503], {
      400: 'The key is sent in a way that is refused, or the query cannot be read',
      401: 'No key was sent, or it is not accepted',
      403: 'The key is not good for this request, or the proxy token is wrong',
    }),
  },
};

/** Any method; a body, which only a gateway in the wrong sends, is not read. */
export async function addForwardAuthRoute(
  app: FastifyInstance,
  deps: ForwardAuthDeps,
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => {
      payload.resume();
      done(null);
    });
    scope.setValidatorCompiler(() => (value) => ({ value }));
    const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const answer = await judge(request, deps);
      const { status, headers, body } = isForNginx(request.url) ? asNginxTakesIt(answer) : answer;
      await reply.code(status).headers(headers).send(body);
    };
    scope.route({ method: 'GET', url: FORWARD_AUTH_PATH, schema, handler });
    scope.route({ method: OTHER_METHODS, url: FORWARD_AUTH_PATH, schema: { hide: true }, handler });
  });
}

async function judge(request: FastifyRequest, deps: ForwardAuthDeps): Promise<GatewayReply> {
  try {
    return await ask(readRequestHead(request.raw), request.url, deps);
  } catch (error) {
    return problemReply(toReportedError(error, { log: deps.log, route: FORWARD_AUTH_PATH }));
  }
}

async function ask(head: RequestHead, url: string, deps: ForwardAuthDeps): Promise<GatewayReply> {
  const { permissions, ...audience } = readWantedAccess(url);
  const original = readTold(head, deps);
  const token = readCallerKey(head);
  if (token === null) return keylessReply();
  const asked = permissions.length === 0 ? {} : { permissions };
  const answer = await deps.verifier.verify({ token, ...audience, ...asked, ...original });
  return replyOf(answer, { permissions, nowMs: deps.clock.nowMs() });
}

function readTold(head: RequestHead, deps: ForwardAuthDeps): OriginalRequest {
  switch (deps.proxyToken.proofOf(head)) {
    case 'shown':
      return readOriginalRequest(head);
    case 'wrong':
      throw new KeywrightError(
        'request/proxy-refused',
        'The proxy token is not the one of this server',
      );
    case 'none':
      if (!deps.isTokenRequired) return {};
      throw new KeywrightError('request/proxy-refused', 'This route needs the proxy token');
  }
}
