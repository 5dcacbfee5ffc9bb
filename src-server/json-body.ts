/** Reads request bodies: application/json in valid UTF-8 and nothing else; `__proto__` and its like are refused. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';

export const JSON_MEDIA_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;
const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
/** A text without a match holds none of the names, written out or with escapes. */
const MAY_HOLD_FORBIDDEN_NAME = /__proto__|constructor|prototype|\\u/;
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Replaces the body parsers of the app. They fail with request/media-type and request/malformed. */
export function acceptJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request: FastifyRequest, body: Buffer, done) => {
      let parsed: unknown;
      try {
        assertMediaType(request.headers['content-type'] ?? '');
        parsed = parseJsonBody(body);
      } catch (error) {
        done(error as Error);
        return;
      }
      done(null, parsed);
    },
  );
}

function assertMediaType(mediaType: string): void {
  if (JSON_MEDIA_TYPE.test(mediaType)) return;
  throw new KeywrightError('request/media-type', 'The body must be application/json in UTF-8');
}

/** Throws request/malformed. */
export function parseJsonBody(body: Buffer): unknown {
  if (body.length === 0) throw malformed('The body is empty');
  try {
    const text = UTF8.decode(body);
    // A reviver is called for every value and is needed for few texts.
    if (!MAY_HOLD_FORBIDDEN_NAME.test(text)) return JSON.parse(text);
    return JSON.parse(text, refuseForbiddenNames);
  } catch (error) {
    if (error instanceof KeywrightError) throw error;
    // The parser's own message quotes the text around the fault, which may be a key.
    throw malformed('The body is not valid JSON');
  }
}

function refuseForbiddenNames(name: string, value: unknown): unknown {
  if (FORBIDDEN_NAMES.has(name)) throw malformed('The body holds a name that is never used');
  return value;
}

function malformed(message: string): KeywrightError {
  return new KeywrightError('request/malformed', message);
}
