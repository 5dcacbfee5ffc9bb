/** Who may call which routes: the verify routes need a key in hand anyway, all others the server token; `/healthz` neither. */
import type { FastifyRequest } from 'fastify';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';
import { readRequestHead } from './request-head.ts';
import type { ServerToken } from './server-token.ts';

type Guard = (request: FastifyRequest) => Promise<void>;

export interface RouteGuard {
  readonly verifyRoutes: Guard;
  readonly otherRoutes: Guard;
}

interface RouteGuardOptions {
  readonly token: ServerToken;
  /** Verify routes need the token, too. */
  readonly isTokenRequired: boolean;
}

/** Both guards fail with request/token-required. */
export function createRouteGuard(options: RouteGuardOptions): RouteGuard {
  const requireToken: Guard = async (request) => {
    if (options.token.isShownBy(readRequestHead(request.raw))) return;
    throw new KeywrightError('request/token-required', 'This route needs the server token', {
      hint: 'Send it as a header: curl -H @FILE, with the file that server.json names as headerFile.',
    });
  };
  const pass: Guard = async () => undefined;
  return {
    verifyRoutes: options.isTokenRequired ? requireToken : pass,
    otherRoutes: requireToken,
  };
}
