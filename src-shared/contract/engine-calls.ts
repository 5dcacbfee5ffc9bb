/**
 * The calls that an unlocked engine answers: one list for the agent's socket and the window's port.
 * Each has the schema of its input; the engine parses with it before anything else. Answers are plain JSON; an answer holds a secret
 * only for reveal, copy, issue, rotate and draft-rekey, and only that one.
 */
import { z } from 'zod';
import { rotationPolicySchema } from '../rotation/rotation-policy.ts';
import { STORE_CALLS } from './store-calls.ts';

const reference = z.string().min(1).max(256);
const title = z.string().min(1).max(200);
const tag = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._:/-]{0,63}$/u, 'a tag is 1 to 64 letters, digits or . _ : / -');
const secretText = z.string().min(1).max(65_536);
const url = z.url({ protocol: /^https?$/ }).max(2_048);
const notes = z.string().max(16_384);
const vaultPassword = z.string().min(1).max(1_024);
const reason = z.string().min(1).max(500).nullable();

/** A time to come, as in src-shared/time/instant.ts. */
export const deadlineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('after'), afterMs: z.int().min(1_000) }),
  z.strictObject({ kind: z.literal('at'), atMs: z.int() }),
]);

export const rateLimitSchema = z.strictObject({
  name: z.string().min(1).max(32),
  limit: z.int().min(1).max(1_000_000),
  periodMs: z.int().min(1_000).max(31_536_000_000),
});

const entryKind = z.enum(['api-key', 'token', 'password', 'oauth-client', 'certificate', 'other']);

const newEntry = z.strictObject({
  name: title,
  kind: entryKind,
  secret: secretText.nullable(),
  tags: z.array(tag).max(64),
  url: url.nullable(),
  notes: notes.nullable(),
  expires: deadlineSchema.nullable(),
});

export const issueInputSchema = z.strictObject({
  api: reference,
  name: title,
  owner: reference,
  environment: z.string().min(1).max(12),
  permissions: z.array(z.string().min(1).max(256)).max(256),
  roles: z.array(reference).max(64),
  limits: z.array(rateLimitSchema).max(16),
  notBefore: deadlineSchema.nullable(),
  expires: deadlineSchema.nullable(),
  reason,
});
export type IssueInput = z.infer<typeof issueInputSchema>;

const names = z.array(title).min(1);

/** Most keys that are issued at once with copies in the vault: sealing them takes the agent about a millisecond each. */
export const MAX_SAVED_KEYS = 1_000;

/** One key of each name, on the same terms. */
const issueManyInputSchema = issueInputSchema
  .omit({ name: true })
  .extend({ names: names.max(10_000) });
export type IssueManyInput = z.infer<typeof issueManyInputSchema>;

export const rotateInputSchema = z.strictObject({
  key: reference,
  /** Null: the default of an hour; must be null where the key is leaked. */
  graceMs: z.int().min(0).nullable(),
  isLeaked: z.boolean(),
  expires: deadlineSchema.nullable(),
  reason,
});
export type RotateInput = z.infer<typeof rotateInputSchema>;

const listInput = z.strictObject({
  /** Search words and operators (docs/cli.md, "list"); empty: everything. */
  query: z.string().max(512),
  sort: z.enum(['name', 'expires', 'rotated', 'used']),
  inTrash: z.boolean(),
});

export const ENGINE_CALLS = {
  'engine:status': z.strictObject({}),
  'engine:lock': z.strictObject({}),
  /** How far both logs reach; whoever shows them reads again when one has grown, whichever program wrote. */
  'engine:marks': z.strictObject({}),
  'entry:add': newEntry,
  'entry:import': z.strictObject({ entries: z.array(newEntry).min(1).max(10_000), source: title }),
  'entry:list': listInput,
  /**
   * The catalog a few entries at a time, for lists that grow while they are read. Null begins; the cursor of the last page asks what
   * changed since; one that is not known any more begins again.
   */
  'entry:page': z.strictObject({
    inTrash: z.boolean(),
    cursor: z.string().max(32).nullable(),
    limit: z.int().min(1).max(5_000),
  }),
  'entry:show': z.strictObject({ entry: reference }),
  'entry:reveal': z.strictObject({
    entry: reference,
    purpose: z.enum(['reveal', 'copy']),
    /** Which token of an issued key; null: the newest. */
    versionId: z.string().length(12).nullable(),
    reason,
  }),
  'entry:edit': z.strictObject({
    entry: reference,
    name: title.optional(),
    kind: entryKind.optional(),
    secret: secretText.optional(),
    tags: z.array(tag).max(64).optional(),
    url: url.nullable().optional(),
    notes: notes.nullable().optional(),
    expires: deadlineSchema.nullable().optional(),
    reason,
  }),
  'entry:remove': z.strictObject({ entry: reference, reason }),
  'entry:restore': z.strictObject({ entry: reference, reason }),
  'entry:history': z.strictObject({ entry: reference }),
  /** Makes the entry what it was at a version of its history, secret and all; what it is now goes to the history. Not for keys of ours. */
  'entry:revert': z.strictObject({ entry: reference, version: z.int().min(1), reason }),
  /** What is left out stays as it is. Keys of ours follow their API's. */
  'policy:set': rotationPolicySchema
    .partial()
    .extend({ of: z.enum(['entry', 'api']), reference, reason }),
  'policy:list': z.strictObject({}),
  /** Writes every due date to a new calendar file. */
  'due:export': z.strictObject({
    file: z.string().min(1).max(4_096),
    areNamesShown: z.boolean(),
  }),
  'key:issue': issueInputSchema,
  'key:issue-many': issueManyInputSchema.extend({ names: names.max(MAX_SAVED_KEYS) }),
  'key:rotate': rotateInputSchema,
  'vault:change-password': z.strictObject({ password: vaultPassword }),
  /** Hashes the present password again with today's parameters. */
  'vault:upgrade-kdf': z.strictObject({ password: vaultPassword }),
  /** Checks the password and makes a recovery code, which opens nothing until `vault:rekey` is given it. */
  'vault:draft-rekey': z.strictObject({ password: vaultPassword }),
  'vault:rekey': z.strictObject({ password: vaultPassword, recoveryCode: z.string().max(256) }),
  /** Opens without a password from now on, for two weeks; by the OS keychain. */
  'vault:remember': z.strictObject({ password: vaultPassword }),
  'vault:forget': z.strictObject({}),
  'vault:backup': z.strictObject({ file: z.string().min(1).max(4_096) }),
  'vault:events': z.strictObject({ afterSeq: z.int().min(0), limit: z.int().min(1).max(10_000) }),
  'vault:verify-chain': z.strictObject({}),
  ...STORE_CALLS,
  'vault:compare-store': z.strictObject({}),
} as const satisfies Record<string, z.ZodType>;

export type EngineCall = keyof typeof ENGINE_CALLS;
export type EngineInput<Call extends EngineCall> = z.infer<(typeof ENGINE_CALLS)[Call]>;
