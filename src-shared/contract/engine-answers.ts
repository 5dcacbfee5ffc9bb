/** What the engine answers to each call of engine-calls.ts. Instants are epoch milliseconds; the terminal formats them. */
import type { KeyStatus } from '../lifecycle/key-status.ts';
import type { AuditEvent, KeyRecord } from '../model/store-records.ts';
import type { Due } from '../rotation/due.ts';
import type { RotationPolicy } from '../rotation/rotation-policy.ts';
import type { EngineCall, EngineInput } from './engine-calls.ts';
import type { StoreAnswers } from './store-answers.ts';

export interface EntryView {
  /** Null: a key of ours that has no copy in the vault (issued with --no-save, or elsewhere). */
  readonly entryId: string | null;
  readonly kind: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly url: string | null;
  readonly notes: string | null;
  /** What is shown of the secret. */
  readonly masked: string | null;
  readonly version: number | null;
  readonly createdAtMs: number;
  readonly changedAtMs: number;
  readonly rotatedAtMs: number;
  readonly expiresAtMs: number | null;
  /** Of the entry, or of the API of a key of ours; null: none was set. */
  readonly policy: RotationPolicy | null;
  /** When it is to have a new secret; null: never, or nothing is left to rotate. */
  readonly due: Due | null;
  /** Last valid verification of a key of ours, at most a minute behind; null: never seen, or not ours. */
  readonly lastUsedAtMs: number | null;
  readonly deletedAtMs: number | null;
  /** Set for keys of ours. */
  readonly keyId: string | null;
  /** Whose token `masked` shows: the active version, else the newest known; null where the entry is not a key of ours. */
  readonly versionId: string | null;
  readonly api: string | null;
  readonly environment: string | null;
  readonly owner: string | null;
  /**
   * `active`, `expired`, … for keys of ours: `pending` while the store has not committed one, `unknown` where it does not know it.
   * For the others `ok`, `expired` or `deleted`.
   */
  readonly status: KeyStatus | 'pending' | 'unknown' | 'ok' | 'deleted';
}

export interface PolicyView extends RotationPolicy {
  /** Of the entry or API. */
  readonly id: string;
  readonly name: string;
}

export interface IssuedAnswer {
  readonly key: KeyRecord;
  readonly versionId: string;
  readonly token: string;
  /** The entry that holds the sealed copy. */
  readonly entryId: string;
}

export interface IssuedManyAnswer {
  /** The first of the keys; the others differ in id, name and version alone. */
  readonly first: KeyRecord;
  /** In the order of the names. */
  readonly items: readonly {
    readonly keyId: string;
    readonly name: string;
    readonly versionId: string;
    readonly token: string;
    readonly entryId: string;
  }[];
}

export interface RotatedAnswer extends IssuedAnswer {
  readonly retiring: { readonly versionId: string; readonly endsAtMs: number } | null;
}

export interface EngineStatus {
  readonly vaultId: string;
  readonly path: string;
  readonly readOnlyCause: string | null;
  /** When unlocking through the OS keychain ends; null: it was never begun, or is forgotten. */
  readonly rememberedUntilMs: number | null;
  readonly entries: number;
  /** Pending copies that the unlock settled, by how. */
  readonly settled: { readonly confirmed: number; readonly discarded: number };
  /** Code of what kept today's backup from being made; null: it is there. */
  readonly backupFault: string | null;
  /** Epoch milliseconds at which the agent locks if nothing is asked; null where no agent holds the vault. */
  readonly locksAtMs: number | null;
}

/** Some entries of the catalog, in no order. */
export interface EntryPage {
  /** As contract/entry-rows.ts; those that are new or changed where this is not the first reading. */
  readonly rows: string;
  /** With the last page: ids of entries, or of keys without a copy, that are gone since. */
  readonly removed: readonly string[];
  /** Nothing that was read before counts any more. */
  readonly startsOver: boolean;
  readonly isLast: boolean;
  readonly cursor: string;
  /** Entries looked at so far, and of how many. */
  readonly read: number;
  readonly total: number;
}

interface Answers extends StoreAnswers {
  'engine:status': EngineStatus;
  'engine:lock': { readonly locked: true };
  'engine:marks': { readonly vaultSeq: number; readonly storeSeq: number };
  'entry:add': EntryView;
  'entry:import': { readonly entryIds: readonly string[] };
  'entry:list': { readonly items: readonly EntryView[] };
  'entry:page': EntryPage;
  'entry:show': EntryView;
  'entry:reveal': {
    readonly entryId: string;
    readonly name: string;
    readonly secret: string;
    readonly versionId: string | null;
  };
  'entry:edit': EntryView;
  'entry:remove': EntryView;
  'entry:restore': EntryView;
  'entry:revert': EntryView;
  'entry:history': {
    readonly items: readonly {
      readonly version: number;
      readonly name: string;
      readonly masked: string | null;
      readonly changedAtMs: number;
    }[];
  };
  'policy:set': PolicyView;
  /** Of the store's APIs that have one. */
  'policy:list': { readonly apis: readonly PolicyView[] };
  'due:export': { readonly events: number };
  'key:issue': IssuedAnswer;
  'key:issue-many': IssuedManyAnswer;
  'key:rotate': RotatedAnswer;
  'vault:change-password': { readonly isComplete: boolean };
  'vault:upgrade-kdf': { readonly isUpgraded: boolean; readonly isComplete: boolean };
  'vault:draft-rekey': { readonly recoveryCode: string };
  'vault:rekey': { readonly isComplete: boolean };
  'vault:remember': { readonly endsAtMs: number };
  'vault:forget': { readonly wasRemembered: boolean };
  'vault:backup': { readonly entries: number; readonly bytes: number };
  'vault:events': { readonly events: readonly AuditEvent[] };
  'vault:verify-chain': {
    readonly ok: boolean;
    readonly events: number;
    readonly broken: { readonly seq: number; readonly why: string } | null;
  };
  'vault:compare-store': {
    /** The last event of the store's log that this vault saw; null: it never saw the store. */
    readonly seenSeq: number | null;
    /** Where the store does not fit what was seen. */
    readonly broken: { readonly seq: number; readonly why: string } | null;
  };
}

export type EngineAnswer<Call extends EngineCall> = Answers[Call];

/** One way to ask the engine, whether it runs in this process or behind the agent's socket. */
export interface EngineClient {
  call<Call extends EngineCall>(name: Call, input: EngineInput<Call>): Promise<EngineAnswer<Call>>;
  /** Releases the connection; an engine in this process locks. */
  close(): Promise<void>;
}
