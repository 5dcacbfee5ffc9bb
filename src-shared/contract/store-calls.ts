/**
 * The engine's calls about the store: APIs, owners, roles, the life of keys, and the audit log. The terminal does the same on the
 * store itself, since it needs no unlocked vault for it; the window has one door only.
 */
import { z } from 'zod';
import { MAX_GRACE_MS } from '../lifecycle/key-transitions.ts';
import { REVOCATION_CODES } from '../model/store-records.ts';

const reference = z.string().min(1).max(256);
const reason = z.string().min(1).max(500).nullable();
const keyAndReason = z.strictObject({ key: reference, reason });

export const STORE_CALLS = {
  'api:list': z.strictObject({}),
  'api:create': z.strictObject({
    name: z.string().max(256),
    prefix: z.string().max(256),
    environments: z.array(z.string().max(256)).min(1).max(16),
  }),
  'owner:list': z.strictObject({}),
  /** `kind:name`. */
  'owner:create': z.strictObject({ label: z.string().max(256) }),
  'role:list': z.strictObject({}),
  'role:create': z.strictObject({
    name: z.string().max(256),
    permissions: z.array(z.string().max(256)).min(1).max(256),
  }),
  'key:list': z.strictObject({}),
  'key:show': z.strictObject({ key: reference }),
  'key:finish': keyAndReason,
  'key:extend': z.strictObject({
    key: reference,
    byMs: z.int().min(1_000).max(MAX_GRACE_MS),
    reason,
  }),
  'key:roll-back': keyAndReason,
  'key:revoke': z.strictObject({
    key: reference,
    /** Null: the key with all its versions. */
    versionId: z.string().length(12).nullable(),
    code: z.enum(REVOCATION_CODES).exclude(['rolled-back']),
    note: z.string().max(500).nullable(),
  }),
  'key:set-disabled': z.strictObject({ key: reference, isDisabled: z.boolean(), reason }),
  /** The newest events of both logs in the order they happened. */
  'audit:list': z.strictObject({ limit: z.int().min(1).max(100_000) }),
  'audit:verify': z.strictObject({}),
} as const satisfies Record<string, z.ZodType>;
