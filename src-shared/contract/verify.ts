/** `POST /v1/verify` and `keywright verify`: the request, and the answer that scripts may rely on. */
import { z } from 'zod';
import { OUTCOMES } from './outcome.ts';

export const MAX_VERIFY_BODY_BYTES = 16_384;

/**
 * Read by parsePermissionQuery, which bounds depth and size as it goes; a recursive schema here would be walked to any depth first.
 * What is written below is for the published description only.
 */
const permissionQuery = z.unknown().meta({
  id: 'PermissionQuery',
  description:
    'A permission name, a list of queries (all are needed), or one of {"all": [...]}, {"any": [...]} and, inside an "all", {"not": ...}. At most 8 levels and 64 parts.',
  examples: ['invoices.read', { all: ['invoices.read', { not: 'invoices.admin' }] }],
});

export const verifyRequestSchema = z
  .strictObject({
    token: z.string().max(MAX_VERIFY_BODY_BYTES).describe('The key as the caller sent it.'),
    api: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .describe('Accept keys of this API only (name or id).'),
    environment: z.string().min(1).max(12).optional().describe('Accept this environment only.'),
    permissions: permissionQuery.optional(),
    method: z.string().min(1).max(16).optional(),
    path: z.string().min(1).max(2_048).optional(),
    ip: z.string().min(1).max(64).optional(),
    origin: z.string().min(1).max(512).optional(),
    cost: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe('What the call takes from each limit; 1 by default.'),
    requestId: z
      .string()
      .min(1)
      .max(128)
      .optional()
      .describe('One id is counted once per key for 60 s.'),
  })
  .meta({ id: 'VerifyRequest' });

export type VerifyRequest = z.infer<typeof verifyRequestSchema>;

const limitSchema = z.strictObject({
  name: z.string(),
  limit: z.int(),
  remaining: z.int(),
  resetAt: z.string().describe('When the limit is whole again, RFC 3339 UTC.'),
});

export const verifyAnswerSchema = z
  .strictObject({
    v: z.literal(1),
    valid: z.boolean(),
    outcome: z.enum(OUTCOMES as [string, ...string[]]),
    status: z.int().describe('HTTP status to give your own caller.'),
    keyId: z.string().nullable(),
    versionId: z.string().nullable(),
    name: z.string().nullable(),
    api: z.string().nullable(),
    environment: z.string().nullable(),
    owner: z.string().nullable(),
    roles: z.array(z.string()).nullable(),
    permissions: z
      .array(z.string())
      .nullable()
      .describe('Everything the key may do: its own grants, then those of its roles.'),
    limits: z.union([z.array(limitSchema), z.literal('not-checked')]).nullable(),
    expiresAt: z.string().nullable(),
    retiringAt: z
      .string()
      .nullable()
      .describe('End of grace: this secret is refused from then on.'),
    retryAfterSeconds: z
      .int()
      .nullable()
      .describe('Wait this long; null where waiting does not help.'),
    decisionId: z.string(),
  })
  .meta({ id: 'VerifyAnswer' });

export type VerifyAnswer = z.infer<typeof verifyAnswerSchema>;
