/**
 * `POST /oauth2/introspect` (RFC 7662), for programs that already speak it. It says whether a key is active, and of an active one what it
 * may do; it takes nothing from the limits, since its clients keep answers and a call is not what they ask about.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Log } from '../src-core/log/log.ts';
import type { Verifier } from '../src-core/verify/verifier.ts';
import {
  introspectionAnswerSchema,
  introspectionRequestSchema,
} from '../src-shared/contract/introspection.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';
import { judgeClient } from './client-credentials.ts';
import { toReportedError } from './error-answers.ts';
import { acceptFormBodies, FORM_MEDIA_TYPE, singleParameter } from './form-body.ts';
import { oauthErrorSchema, sendOauthError } from './oauth-error.ts';
import { problemMeanings, problemResponses } from './openapi-document.ts';
import { readRequestHead } from './request-head.ts';
import type { ServerToken } from './server-token.ts';

const INTROSPECT_PATH = '/oauth2/introspect';

interface IntrospectRouteDeps {
  readonly verifier: Pick<Verifier, 'introspect'>;
  readonly token: ServerToken;
  readonly log: Log;
}

/** In a scope of its own: its bodies and errors are not those of the other routes. */
export async function addIntrospectRoute(
  app: FastifyInstance,
  deps: IntrospectRouteDeps,
): Promise<void> {
  await app.register(async (scope) => {
    acceptFormBodies(scope);
    scope.setErrorHandler((error, _request, reply) => {
      const context = { log: deps.log, route: INTROSPECT_PATH };
      return sendOauthError(reply, toReportedError(error, context));
    });
    scope.route({
      method: 'POST',
      url: INTROSPECT_PATH,
      schema: DESCRIPTION,
      validatorCompiler: () => (body: unknown) => ({ value: body }),
      onRequest: async (request, reply) => {
        const client = judgeClient(readRequestHead(request.raw), deps.token);
        if (client.isKnown) return;
        reply.header('www-authenticate', client.challenge);
        throw new KeywrightError('request/token-required', 'This client is not known', {
          hint: 'Send the server token as a bearer token, or as the secret of HTTP Basic.',
        });
      },
      handler: (request) => deps.verifier.introspect(readToken(request)),
    });
  });
}

function readToken({ body }: FastifyRequest): string {
  const form = body instanceof URLSearchParams ? body : new URLSearchParams();
  const token = singleParameter(form, 'token');
  singleParameter(form, 'token_type_hint');
  if (token !== null) return token;
  throw new KeywrightError('request/malformed', 'The parameter token is missing');
}

const OAUTH_ERRORS = Object.fromEntries(
  ([400, 401, 413, 415] as const).map((status) => [
    status,
    {
      description: problemMeanings[status],
      content: { 'application/json': { schema: oauthErrorSchema } },
    },
  ]),
);

const DESCRIPTION = {
  summary: 'Introspect a key (RFC 7662)',
  description:
    'Says whether a key is active. Takes nothing from limits, and says nothing of a key that is not active.',
  operationId: 'introspect',
  security: [{ clientSecret: [] }, { serverToken: [] }],
  consumes: [FORM_MEDIA_TYPE],
  body: introspectionRequestSchema,
  response: {
    200: introspectionAnswerSchema.describe('Whether the key is active'),
    ...OAUTH_ERRORS,
    ...problemResponses([403, 500, 503]),
  },
};
