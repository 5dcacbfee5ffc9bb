/** The HTTP application: routes, bodies, errors. It listens nowhere; the loopback listener hands it the requests that passed. */
import { type FastifyInstance, fastify } from 'fastify';
import type { Log } from '../src-core/log/log.ts';
import type { Clock } from '../src-core/runtime/clock.ts';
import type { Verifier } from '../src-core/verify/verifier.ts';
import { MAX_VERIFY_BODY_BYTES } from '../src-shared/contract/verify.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';
import { answerErrorsAsProblems, sendReply } from './error-answers.ts';
import { addExplainRoute } from './explain-route.ts';
import { addForwardAuthRoute } from './forward-auth/forward-auth-route.ts';
import { addHealthRoute } from './health-route.ts';
import { addIntrospectRoute } from './introspect-route.ts';
import { acceptJsonBodies } from './json-body.ts';
import { addOpenapiDocument } from './openapi-document.ts';
import { SAFETY_HEADERS } from './problem.ts';
import type { ProxyToken } from './proxy-token.ts';
import { createRouteGuard } from './route-guard.ts';
import type { ServerToken } from './server-token.ts';
import { answerUnknownRoutes } from './unknown-routes.ts';
import { addVerifyRoute } from './verify-route.ts';

interface AppDeps {
  readonly verifier: Pick<Verifier, 'verify' | 'explain' | 'introspect'>;
  readonly token: ServerToken;
  readonly proxyToken: ProxyToken;
  readonly isTokenRequired: boolean;
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Resolves when every route is in place. */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    bodyLimit: MAX_VERIFY_BODY_BYTES,
    return503OnClosing: false,
    routerOptions: { maxParamLength: 100 },
    frameworkErrors: (_error, _request, reply) => {
      void sendReply(reply, new KeywrightError('request/malformed', 'The path cannot be read'));
    },
  });
  const guard = createRouteGuard(deps);
  acceptJsonBodies(app);
  answerErrorsAsProblems(app, deps.log);
  answerUnknownRoutes(app);
  // Answers are formed by our own code, not by callers: they are written out as they are, and the schemas describe them.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(SAFETY_HEADERS);
    done();
  });
  await addOpenapiDocument(app, { version: deps.version, guard });
  addHealthRoute(app);
  addVerifyRoute(app, { verifier: deps.verifier, guard });
  addExplainRoute(app, { verifier: deps.verifier, guard });
  await addForwardAuthRoute(app, deps);
  await addIntrospectRoute(app, deps);
  await app.ready();
  return app;
}
