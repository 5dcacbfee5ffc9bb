/** `POST /oauth2/introspect`: request and answer of RFC 7662, for clients that already speak it. */
import { z } from 'zod';
import { MAX_VERIFY_BODY_BYTES } from './verify.ts';

export const introspectionRequestSchema = z
  .object({
    token: z.string().min(1).max(MAX_VERIFY_BODY_BYTES).describe('The key as the caller sent it.'),
    token_type_hint: z.string().optional().describe('Not looked at: there is one type of token.'),
  })
  .meta({ id: 'IntrospectionRequest' });

const seconds = z.int().describe('Seconds since 1970-01-01T00:00:00Z.');

const activeSchema = z
  .strictObject({
    active: z.literal(true),
    scope: z
      .string()
      .optional()
      .describe('What the key may do, separated by spaces; left out where it may do nothing.'),
    client_id: z.string().describe('Id of the key: the same for all its versions.'),
    sub: z.string().describe('Owner of the key, kind:name.'),
    aud: z.string().describe('Name of the API that the key is for.'),
    jti: z.string().describe('Id of the version that was shown.'),
    token_type: z.literal('Bearer'),
    environment: z.string(),
    iat: seconds,
    nbf: seconds.optional(),
    exp: seconds.optional().describe('When it expires or its grace ends, whichever is first.'),
  })
  .meta({ id: 'ActiveToken' });

const inactiveSchema = z
  .strictObject({ active: z.literal(false) })
  .meta({ id: 'InactiveToken', description: 'Whatever the reason: nothing else is said.' });

export const introspectionAnswerSchema = z.discriminatedUnion('active', [
  activeSchema,
  inactiveSchema,
]);

export type IntrospectionAnswer = z.infer<typeof introspectionAnswerSchema>;
