/**
 * The engine: the one place where an unlocked vault and the store meet. It answers the calls of src-shared/contract/engine-calls.ts,
 * parses every input with its schema first, and runs one call at a time, so that what a call reads is what it changes.
 */

import type { Keychain } from '../src-core/keychain/keychain.ts';
import type { KeyDesk } from '../src-core/keys/key-desk.ts';
import type { Clock } from '../src-core/runtime/clock.ts';
import type { MutationContext } from '../src-core/store/verification-store.ts';
import type { ReminderSecrets, Vault } from '../src-core/vault/vault.ts';
import type { EngineAnswer, EngineStatus } from '../src-shared/contract/engine-answers.ts';
import {
  ENGINE_CALLS,
  type EngineCall,
  type EngineInput,
} from '../src-shared/contract/engine-calls.ts';
import type { ErrorCode } from '../src-shared/error/error-codes.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';
import type { EventDoor } from '../src-shared/model/store-records.ts';
import { auditCalls } from './audit-calls.ts';
import { CatalogReadings } from './catalog-readings.ts';
import { directoryCalls } from './directory-calls.ts';
import { DueBook, type DueChanges } from './due/due-book.ts';
import { dueCalls } from './due/export-calendar.ts';
import { entryCalls } from './entry-calls.ts';
import { inTurns } from './in-turns.ts';
import { keyCalls } from './key-calls.ts';
import { lifecycleCalls } from './lifecycle-calls.ts';
import { policyCalls } from './policy-calls.ts';
import type { SettledCopies } from './settle-copies.ts';
import { headToNote, noteHead } from './store-watch.ts';
import { backUpOnceADay, settleInSlices, type UpkeepDeps } from './upkeep.ts';
import { vaultCalls } from './vault-calls.ts';

export interface EngineDeps extends KeyDesk {
  readonly vault: Vault;
  readonly keychain: Keychain;
  readonly clock: Clock;
  /** Latest valid verification of each key by key id, epoch milliseconds; read anew at each call. */
  readonly readLastUse: () => ReadonlyMap<string, number>;
  /** `local:<os user>`, for the audit log. */
  readonly actor: string;
  readonly settled: SettledCopies;
  readonly checkpointsFile: string;
  /** What kept today's backup from being made; null or left out: nothing. */
  readonly backupFault?: ErrorCode | null;
  /** What `settle` and `backUp` have to do; left out: nothing. */
  readonly owed?: UpkeepDeps;
}

/** What one call sees: the parts, and who asks through which door and why. */
export interface CallContext extends EngineDeps {
  readonly readings: CatalogReadings;
  readonly mutation: (reason: string | null) => MutationContext;
}

type Handler<Call extends EngineCall> = (
  input: EngineInput<Call>,
  ctx: CallContext,
) => EngineAnswer<Call> | Promise<EngineAnswer<Call>>;

export type Handlers<Calls extends EngineCall> = { readonly [Call in Calls]: Handler<Call> };

export interface Engine {
  /** Throws usage/invalid-argument where the input does not fit the call's schema, and what the call throws. */
  call<Call extends EngineCall>(
    name: Call,
    input: unknown,
    via: EventDoor,
  ): Promise<EngineAnswer<Call>>;
  /** What is due some day, as src-engine/due/due-book.ts tells it: everything at first, then what changed. One asking at a time. */
  dueChanges(): Promise<DueChanges>;
  /** In its turn; null: the vault has none and cannot be written. */
  reminderSecrets(): Promise<ReminderSecrets | null>;
  /** What the unlock put off, between the calls; nothing where it put nothing off. Throws vault/locked once closed. */
  settle(): Promise<void>;
  backUp(): Promise<void>;
  /** Ends the running call, then locks the vault and closes the store. */
  close(): Promise<void>;
}

const HANDLERS: Handlers<EngineCall> = {
  ...entryCalls,
  ...keyCalls,
  ...lifecycleCalls,
  ...directoryCalls,
  ...auditCalls,
  ...vaultCalls,
  ...policyCalls,
  ...dueCalls,
  'engine:status': (_input, ctx) => describeEngine(ctx),
  'engine:lock': () => ({ locked: true }),
  'engine:marks': async (_input, ctx) => ({
    vaultSeq: ctx.vault.lastEventSeq(),
    storeSeq: (await ctx.store.head()).seq,
  }),
};

export function createEngine(deps: EngineDeps): Engine {
  const inTurn = inTurns();
  const readings = new CatalogReadings();
  const dueBook = new DueBook(deps, inTurn);
  const { owed } = deps;
  let { settled, backupFault = null } = deps;
  return {
    call: (name, input, via) =>
      inTurn(() =>
        runCall(name, input, { deps: { ...deps, settled, backupFault, readings }, via }),
      ),
    settle: async () => {
      if (owed !== undefined) settled = await settleInSlices(owed, inTurn);
    },
    backUp: async () => {
      if (owed !== undefined) backupFault = await backUpOnceADay(owed);
    },
    dueChanges: () => dueBook.read(),
    reminderSecrets: () => inTurn(() => Promise.resolve(deps.vault.reminderSecrets())),
    close: () =>
      inTurn(async () => {
        const head = await headToNote(deps);
        try {
          // It signs its last checkpoint, which is noted, too.
          await deps.store.close();
          noteHead(deps, head);
        } finally {
          await deps.vault.close();
        }
      }),
  };
}

async function runCall<Call extends EngineCall>(
  name: Call,
  input: unknown,
  from: { readonly deps: Omit<CallContext, 'mutation'>; readonly via: EventDoor },
): Promise<EngineAnswer<Call>> {
  const parsed = ENGINE_CALLS[name].safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.map(String).join('.') ?? '';
    throw new KeywrightError(
      'usage/invalid-argument',
      `${where === '' ? name : where}: ${issue?.message ?? 'does not fit'}`,
    );
  }
  const { deps, via } = from;
  const mutation = (reason: string | null): MutationContext => ({ actor: deps.actor, via, reason });
  const handler = HANDLERS[name] as Handler<Call>;
  return handler(parsed.data as EngineInput<Call>, { ...deps, mutation });
}

function describeEngine(ctx: CallContext): EngineStatus {
  return {
    vaultId: ctx.vault.id,
    path: ctx.vault.path,
    readOnlyCause: ctx.vault.readOnlyCause,
    rememberedUntilMs: ctx.vault.remembered.endsAtMs,
    entries: ctx.vault.ids().length,
    settled: ctx.settled,
    backupFault: ctx.backupFault ?? null,
    locksAtMs: null,
  };
}
