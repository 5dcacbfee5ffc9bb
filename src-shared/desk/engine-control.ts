/** What main and the engine process say to each other beside the window's port. A secret crosses only as the value of a copy. */
import { z } from 'zod';
import { wireErrorSchema } from '../error/wire-error-schema.ts';
import { dueReportSchema, reminderKeySchema } from './due-items.ts';
import { keychainAskSchema, keychainEndedSchema, keychainPortSchema } from './keychain-control.ts';

/** What a copy is of, so that it can be asked for again; main forgets it at the lock. */
export const copiedThingSchema = z.strictObject({
  entryId: z.string().max(64),
  /** Null: the newest. */
  versionId: z.string().length(12).nullable(),
  name: z.string().max(200),
});
export type CopiedThing = z.infer<typeof copiedThingSchema>;

/** Main to engine. `port` comes with the window's MessagePort. */
export const toEngineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('port') }),
  z.strictObject({ kind: z.literal('end') }),
  z.strictObject({ kind: z.literal('copied'), id: z.int(), clearsAtMs: z.int().nullable() }),
  /** As the window asks for a copy; audited and counted down alike. */
  z.strictObject({
    kind: z.literal('copy-again'),
    entryId: z.string().max(64),
    versionId: z.string().length(12).nullable(),
  }),
  z.strictObject({ kind: z.literal('not-copied'), id: z.int(), error: wireErrorSchema }),
  keychainPortSchema,
  keychainEndedSchema,
]);
export type ToEngine = z.infer<typeof toEngineSchema>;

/** Engine to main. */
export const fromEngineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  /** The vault was opened; main begins to watch for reasons to lock. */
  z.strictObject({ kind: z.literal('opened') }),
  /** The keychain's reminder key, told before any unlock; it opens the reminder index and nothing else. */
  z.strictObject({ kind: z.literal('reminder-key'), key: reminderKeySchema }),
  /** What is due some day: everything after the unlock, then what changed. `isKept`: a keychain keeps the key. */
  z.strictObject({
    kind: z.literal('due'),
    key: reminderKeySchema,
    isKept: z.boolean(),
    ...dueReportSchema.shape,
  }),
  z.strictObject({
    kind: z.literal('copy'),
    id: z.int(),
    text: z.string().max(65_536),
    of: copiedThingSchema,
  }),
  keychainAskSchema,
]);
export type FromEngine = z.infer<typeof fromEngineSchema>;
