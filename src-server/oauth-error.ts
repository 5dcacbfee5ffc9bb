/**
 * Errors of the OAuth endpoint: the body of RFC 6749 §5.2, which its clients read, with the members of our problems beside it. What is
 * not the client's fault stays a problem.
 */
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { KeywrightError } from '../src-shared/error/keywright-error.ts';
import { sendReply } from './error-answers.ts';
import { problemSchema, toProblem } from './problem.ts';

export const oauthErrorSchema = problemSchema
  .extend({
    error: z.enum(['invalid_request', 'invalid_client']),
    error_description: z.string(),
  })
  .meta({ id: 'OauthError' });

export function sendOauthError(reply: FastifyReply, error: KeywrightError): FastifyReply {
  const problem = toProblem(error);
  if (problem.status >= 500) return sendReply(reply, error);
  const body = {
    error: problem.status === 401 ? 'invalid_client' : 'invalid_request',
    error_description: describable(problem.detail),
    ...problem,
  };
  return reply
    .code(problem.status)
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify(body));
}

/** The characters that RFC 6749 allows: printable ASCII without the double quote and the backslash. */
function describable(text: string): string {
  return text.replaceAll('"', "'").replaceAll(/[^\x20-\x5B\x5D-\x7E]/g, '?');
}
