/**
 * Everything the window may ask of the engine process, over the port that main hands out: the door, the unlocked engine, and what
 * only a desktop has. The one list: preload derives the bridge from it, the engine process parses by it.
 */
import { z } from 'zod';
import type { EngineAnswer } from '../contract/engine-answers.ts';
import { ENGINE_CALLS, type EngineCall, type EngineInput } from '../contract/engine-calls.ts';
import { type VerifyAnswer, verifyRequestSchema } from '../contract/verify.ts';
import type { DoorAnswer } from './door-answers.ts';
import { DOOR_CALLS, type DoorCall, type DoorInput } from './door-calls.ts';

/** Larger than any .env file that a person wrote; the import checks the exact size in bytes. */
const envText = z.string().max(1_048_576);

const OWN_CALLS = {
  /** Main puts the secret into the clipboard and clears it; it never passes through the window. */
  'entry:copy': z.strictObject({
    entry: z.string().min(1).max(256),
    versionId: z.string().length(12).nullable(),
  }),
  /** What importing the text of a .env file would do, row by row; nothing is written. */
  'import:preview': z.strictObject({ text: envText }),
  /** Adds the rows that the preview adds, in one transaction. */
  'import:add': z.strictObject({
    text: envText,
    tags: z.array(z.string().min(1).max(64)).max(64),
    /** Where the text came from: a file's name. */
    source: z.string().min(1).max(120),
  }),
  /** Decides and records nothing. */
  'key:check': verifyRequestSchema,
  /** Asks the running verification server as any caller would: it spends and records. */
  'server:try': z.strictObject({
    url: z.string().regex(/^http:\/\/127\.0\.0\.1:\d{1,5}$/),
    request: verifyRequestSchema,
  }),
} as const satisfies Record<string, z.ZodType>;

type OwnCall = keyof typeof OWN_CALLS;

/** One line of a .env file, as the window may see it. */
export interface ImportPreviewRow {
  readonly line: number;
  /** Null where the line has no readable name. */
  readonly name: string | null;
  /** `skip` rows become no entry; `notes` say why. */
  readonly action: 'add' | 'skip';
  readonly kind: string | null;
  readonly issuer: string | null;
  readonly masked: string | null;
  readonly notes: readonly string[];
}

interface OwnAnswers {
  'entry:copy': { readonly clearsAtMs: number | null };
  'import:preview': { readonly rows: readonly ImportPreviewRow[] };
  'import:add': { readonly entryIds: readonly string[] };
  'key:check': VerifyAnswer;
  'server:try': VerifyAnswer;
}

export const DESK_CALLS = { ...DOOR_CALLS, ...ENGINE_CALLS, ...OWN_CALLS };

export type DeskCall = DoorCall | EngineCall | OwnCall;

export type DeskInput<Call extends DeskCall> = Call extends DoorCall
  ? DoorInput<Call>
  : Call extends EngineCall
    ? EngineInput<Call>
    : Call extends OwnCall
      ? z.infer<(typeof OWN_CALLS)[Call]>
      : never;

export type DeskAnswer<Call extends DeskCall> = Call extends DoorCall
  ? DoorAnswer<Call>
  : Call extends EngineCall
    ? EngineAnswer<Call>
    : Call extends OwnCall
      ? OwnAnswers[Call]
      : never;
