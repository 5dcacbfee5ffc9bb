/** Reads `application/x-www-form-urlencoded` bodies in valid UTF-8, in the scope that it is given; no other body is taken there. */
import type { FastifyInstance } from 'fastify';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';

export const FORM_MEDIA_TYPE = 'application/x-www-form-urlencoded';

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Bodies come as URLSearchParams. The parsers fail with request/media-type and request/malformed. */
export function acceptFormBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser<Buffer>(
    FORM_MEDIA_TYPE,
    { parseAs: 'buffer' },
    (_request, body, done) => {
      try {
        done(null, new URLSearchParams(UTF8.decode(body)));
      } catch {
        done(new KeywrightError('request/malformed', 'The body is not valid UTF-8'));
      }
    },
  );
  scope.addContentTypeParser('*', (_request, _payload, done) => {
    done(new KeywrightError('request/media-type', `The body must be ${FORM_MEDIA_TYPE}`));
  });
}

/** The value of a parameter; null where it is absent or empty. Throws request/malformed where it came twice. */
export function singleParameter(form: URLSearchParams, name: string): string | null {
  const values = form.getAll(name);
  if (values.length > 1) {
    throw new KeywrightError('request/malformed', `The parameter ${name} was sent more than once`);
  }
  return values[0] || null;
}
