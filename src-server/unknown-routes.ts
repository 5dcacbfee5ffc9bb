/** Answers requests that no route takes: 405 with Allow where the path is known under another method, else 404. */
import type { FastifyInstance } from 'fastify';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';
import { sendReply } from './error-answers.ts';

/** Call before the routes are added: it listens for them. */
export function answerUnknownRoutes(app: FastifyInstance): void {
  const methodsByPath = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const methods = methodsByPath.get(url) ?? new Set();
    for (const name of [method].flat()) methods.add(name);
    methodsByPath.set(url, methods);
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const methods = methodsByPath.get(path);
    if (methods === undefined) {
      return sendReply(reply, new KeywrightError('request/not-found', 'There is no such route'));
    }
    const allowed = [...methods].toSorted().join(', ');
    reply.header('allow', allowed);
    return sendReply(
      reply,
      new KeywrightError('request/method-not-allowed', `This route takes ${allowed}`),
    );
  });
}
