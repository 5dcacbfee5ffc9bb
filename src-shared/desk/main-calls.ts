/**
 * Everything the window may ask of Electron's main process, and everything main tells it. Channels are `area:verb`. Main parses each
 * input with the schema here and answers only the window's own top frame; none of it carries a secret.
 */
import { z } from 'zod';
import { OUTCOMES } from '../contract/outcome.ts';
import { wireErrorSchema } from '../error/wire-error-schema.ts';
import type { LoginStart } from './login-start.ts';
import { type Preferences, preferencesChangeSchema, preferencesSchema } from './preferences.ts';
import { type RemindersView, remindersViewSchema } from './reminders-view.ts';
import type { UpdatesState } from './updates-state.ts';
import { type PagePlace, pagePlaceSchema } from './window-place.ts';

const noticeIds = z.array(z.int()).max(1_000).nullable();

export const MAIN_CALLS = {
  'desk:facts': z.strictObject({}),
  /** Hands the window a port to the engine process; the port arrives as its own message. */
  'engine:connect': z.strictObject({}),
  /** Ends the engine process and replaces the window's contents. */
  'desk:lock': z.strictObject({}),
  'preferences:set': preferencesChangeSchema,
  /** Where the page is, for the next launch. */
  'place:note': pagePlaceSchema,
  'login-start:look': z.strictObject({}),
  'login-start:set': z.strictObject({ isOn: z.boolean() }),
  'server:start': z.strictObject({ port: z.int().min(0).max(65_535) }),
  'server:stop': z.strictObject({}),
  /** Where to write a new file. */
  'dialog:choose-new-file': z.strictObject({
    purpose: z.enum(['recovery-code', 'backup', 'secret', 'calendar']),
    suggestedName: z.string().min(1).max(120),
  }),
  /** Opens https and mailto addresses of the person's own entries in the browser. */
  'link:open': z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2_048) }),
  'clipboard:clear': z.strictObject({}),
  /** Ids of entries and keys; null: everything that is due. It comes again then. */
  'reminders:snooze': z.strictObject({
    targetIds: z.array(z.string().max(64)).max(1_000).nullable(),
    untilMs: z.int(),
  }),
  /** Null: all of them. */
  'inbox:read': z.strictObject({ ids: noticeIds }),
  'inbox:dismiss': z.strictObject({ ids: noticeIds }),
  'updates:state': z.strictObject({}),
  /** Looks at once, and offers what it finds; without a feed or after a no it does nothing. */
  'updates:look': z.strictObject({}),
} as const satisfies Record<string, z.ZodType>;

export type MainCall = keyof typeof MAIN_CALLS;
export type MainInput<Call extends MainCall> = z.infer<(typeof MAIN_CALLS)[Call]>;

export interface DeskFacts {
  readonly platform: string;
  readonly version: string;
  readonly preferences: Preferences;
  readonly hasTray: boolean;
  /** False where the system offers no protection from screen capture. */
  readonly canBlockCapture: boolean;
  readonly server: ServerState;
  readonly reminders: RemindersView;
  /** Where a deep link or notification wants to go; replayed after unlocking. */
  readonly destination: Destination | null;
  /** Why the vault was locked last; null: it was not in this run. */
  readonly lockedBecause: LockReason | null;
  /** Where the page was left. */
  readonly place: PagePlace;
  /** The unlock screen is shown before the engine has said that there is a vault. */
  readonly isVaultLikely: boolean;
}

export const LOCK_REASONS = [
  'asked',
  'idle',
  'sleep',
  'screen-lock',
  'user-switch',
  'engine-ended',
  'page-ended',
] as const;
export type LockReason = (typeof LOCK_REASONS)[number];

const destinationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('entry'), id: z.string().max(64) }),
  z.strictObject({ kind: z.literal('key'), id: z.string().max(64) }),
  z.strictObject({ kind: z.literal('due') }),
  z.strictObject({ kind: z.literal('server') }),
]);
export type Destination = z.infer<typeof destinationSchema>;

const serverStateSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('stopped') }),
  z.strictObject({ state: z.literal('starting') }),
  z.strictObject({ state: z.literal('running'), url: z.string(), startedAtMs: z.int() }),
  z.strictObject({ state: z.literal('failed'), error: wireErrorSchema }),
]);
export type ServerState = z.infer<typeof serverStateSchema>;

/** One decision of the server, for the live log: never a token. */
export const serverDecisionSchema = z.strictObject({
  atMs: z.int(),
  outcome: z.enum(OUTCOMES),
  keyId: z.string().nullable(),
  versionId: z.string().nullable(),
  name: z.string().nullable(),
  api: z.string().nullable(),
  environment: z.string().nullable(),
  decisionId: z.string(),
});
export type ServerDecision = z.infer<typeof serverDecisionSchema>;

interface Answers {
  'desk:facts': DeskFacts;
  'engine:connect': { readonly isHanded: true };
  'desk:lock': { readonly locked: true };
  'preferences:set': Preferences;
  'place:note': { readonly isNoted: true };
  'login-start:look': LoginStart;
  'login-start:set': LoginStart;
  'server:start': ServerState;
  'server:stop': ServerState;
  'dialog:choose-new-file': { readonly file: string | null };
  'link:open': { readonly isOpened: boolean };
  'clipboard:clear': { readonly isCleared: boolean };
  'reminders:snooze': RemindersView;
  'inbox:read': RemindersView;
  'inbox:dismiss': RemindersView;
  'updates:state': UpdatesState;
  'updates:look': UpdatesState;
}
export type MainAnswer<Call extends MainCall> = Answers[Call];

export const MAIN_EVENTS = {
  'preferences:changed': preferencesSchema,
  'server:changed': serverStateSchema,
  'server:decided': z.array(serverDecisionSchema).max(1_000),
  /** A copy lies in the clipboard until then; null: no longer. */
  'clipboard:changed': z.strictObject({ clearsAtMs: z.int().nullable() }),
  'reminders:changed': remindersViewSchema,
  'desk:go': destinationSchema,
  'desk:run-action': z.strictObject({ action: z.string().max(64) }),
} as const satisfies Record<string, z.ZodType>;

export type MainEvent = keyof typeof MAIN_EVENTS;
export type MainEventData<Event extends MainEvent> = z.infer<(typeof MAIN_EVENTS)[Event]>;
