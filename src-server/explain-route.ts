/** `POST /v1/explain`: the body of a verification, and every check in order. Needs the server token: it tells ids from secrets. */
import type { FastifyInstance } from 'fastify';
import type { Verifier } from '../src-core/verify/verifier.ts';
import { explainAnswerSchema } from '../src-shared/contract/explain.ts';
import { type VerifyRequest, verifyRequestSchema } from '../src-shared/contract/verify.ts';
import { problemResponses } from './openapi-document.ts';
import type { RouteGuard } from './route-guard.ts';
import { VERIFY_PROBLEMS, validateVerifyRequest } from './verify-route.ts';

interface ExplainRouteDeps {
  readonly verifier: Pick<Verifier, 'explain'>;
  readonly guard: RouteGuard;
}

export function addExplainRoute(app: FastifyInstance, deps: ExplainRouteDeps): void {
  app.route({
    method: 'POST',
    url: '/v1/explain',
    schema: {
      summary: 'Explain a decision',
      description:
        'Says what verify would answer now, and each check on the way there. Takes nothing from limits and records no use.',
      operationId: 'explain',
      security: [{ serverToken: [] }],
      body: verifyRequestSchema,
      response: {
        200: explainAnswerSchema.describe('The checks, whatever they say of the key'),
        ...problemResponses(VERIFY_PROBLEMS),
      },
    },
    validatorCompiler: () => validateVerifyRequest,
    onRequest: deps.guard.otherRoutes,
    handler: (request) => deps.verifier.explain(request.body as VerifyRequest),
  });
}
