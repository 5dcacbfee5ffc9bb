/** The one place where whatever went wrong behind a route becomes a problem; nothing else of it leaves the process. */
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import type { Log } from '../src-core/log/log.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';
import { problemHeaders, toProblem } from './problem.ts';

export function answerErrorsAsProblems(app: FastifyInstance, log: Log): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { url } = request.routeOptions;
    return sendReply(reply, toReportedError(error, { log, route: url ?? null }));
  });
}

/** What the caller may be told of the error; the log gets what is ours to mend. */
export function toReportedError(
  error: unknown,
  { log, route }: { readonly log: Log; readonly route: string | null },
): KeywrightError {
  const known = toKeywrightError(error as FastifyError);
  if (known.code === 'internal/bug') log.error({ err: error, route }, known.message);
  else if (toProblem(known).status >= 500) log.warn({ err: known }, known.message);
  return known;
}

/** Answers a problem on a fastify reply. */
export function sendReply(reply: FastifyReply, error: KeywrightError): FastifyReply {
  const problem = toProblem(error);
  return reply.code(problem.status).headers(problemHeaders(problem)).send(JSON.stringify(problem));
}

function toKeywrightError(error: FastifyError): KeywrightError {
  if (error instanceof KeywrightError) return error;
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new KeywrightError('request/too-large', 'The body is larger than 16 KiB');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new KeywrightError('request/media-type', 'The body must be application/json');
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new KeywrightError('request/malformed', 'The body is not as long as Content-Length');
    case 'FST_ERR_CTP_EMPTY_TYPE':
      return new KeywrightError('request/media-type', 'The body must be application/json');
    default:
      return new KeywrightError('internal/bug', 'The server made a mistake', { cause: error });
  }
}
