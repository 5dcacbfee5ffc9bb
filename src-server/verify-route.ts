/** `POST /v1/verify`: shape, then the verifier; the answer is data, whatever it says of the key. */
import type { FastifyInstance } from 'fastify';
import type { Verifier } from '../src-core/verify/verifier.ts';
import {
  type VerifyRequest,
  verifyAnswerSchema,
  verifyRequestSchema,
} from '../src-shared/contract/verify.ts';
import { problemResponses } from './openapi-document.ts';
import type { RouteGuard } from './route-guard.ts';
import { readVerifyRequest } from './verify-request.ts';

export const VERIFY_PATH = '/v1/verify';

/** What a question about a key may come to instead of an answer. */
export const VERIFY_PROBLEMS = [400, 401, 403, 413, 415, 500, 503] as const;

interface VerifyRouteDeps {
  readonly verifier: Pick<Verifier, 'verify'>;
  readonly guard: RouteGuard;
}

export function addVerifyRoute(app: FastifyInstance, deps: VerifyRouteDeps): void {
  app.route({
    method: 'POST',
    url: VERIFY_PATH,
    schema: {
      summary: 'Verify a key',
      description: 'Says whether the key is valid for what is asked, and spends its limits if so.',
      operationId: 'verify',
      body: verifyRequestSchema,
      response: {
        200: verifyAnswerSchema.describe('The answer, whatever it says of the key'),
        ...problemResponses(VERIFY_PROBLEMS),
      },
    },
    validatorCompiler: () => validateVerifyRequest,
    onRequest: deps.guard.verifyRoutes,
    handler: (request) => deps.verifier.verify(request.body as VerifyRequest),
  });
}

/** For routes that take the same body. */
export function validateVerifyRequest(body: unknown): { value: VerifyRequest } | { error: Error } {
  try {
    return { value: readVerifyRequest(body) };
  } catch (error) {
    return { error: error as Error };
  }
}
