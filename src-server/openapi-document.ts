/** `GET /openapi.json`: the OpenAPI 3.1 description, made from the schemas that the routes parse with. */
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { problemSchema } from './problem.ts';
import type { RouteGuard } from './route-guard.ts';
import { withUsedSchemasOnly } from './used-schemas.ts';

export const problemMeanings = {
  400: 'The request is malformed',
  401: 'The server token is needed',
  403: 'Web pages may not call this server',
  413: 'The body is larger than 16 KiB',
  415: 'The body is not of the media type described',
  429: 'The key has used up a limit',
  500: 'The record of the key cannot be read, or the server made a mistake',
  503: 'The store or its pepper cannot be asked; never an outcome of a key',
} as const;

export type ProblemStatus = keyof typeof problemMeanings;

/** The response entries of a route for the problems it may answer; `own` says what a status means there instead. */
export function problemResponses(
  statuses: readonly ProblemStatus[],
  own: Partial<Record<ProblemStatus, string>> = {},
): Record<number, unknown> {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: own[status] ?? problemMeanings[status],
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  );
}

const documentSchema = z.looseObject({ openapi: z.string() }).describe('An OpenAPI 3.1 document');

interface OpenapiOptions {
  readonly version: string;
  readonly guard: RouteGuard;
}

/** Call before the routes are added. */
export async function addOpenapiDocument(
  app: FastifyInstance,
  options: OpenapiOptions,
): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Keywright verification server', version: options.version },
      components: {
        securitySchemes: {
          serverToken: { type: 'http', scheme: 'bearer' },
          clientSecret: { type: 'http', scheme: 'basic' },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => withUsedSchemasOnly(jsonSchemaTransformObject(document)),
  });
  app.route({
    method: 'GET',
    url: '/openapi.json',
    schema: {
      summary: 'This description',
      operationId: 'openapi',
      security: [{ serverToken: [] }],
      response: { 200: documentSchema, ...problemResponses([401, 403]) },
    },
    onRequest: options.guard.otherRoutes,
    handler: async () => app.swagger(),
  });
}
