/** `GET /healthz`: the process is up and answers; it says nothing about the store. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

const healthSchema = z.strictObject({ v: z.literal(1), status: z.literal('ok') });

export function addHealthRoute(app: FastifyInstance): void {
  app.route({
    method: 'GET',
    url: '/healthz',
    schema: {
      summary: 'Liveness',
      operationId: 'health',
      response: { 200: healthSchema.describe('The process is up and answers') },
    },
    handler: async () => ({ v: 1, status: 'ok' }),
  });
}
