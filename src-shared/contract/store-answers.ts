/** What the engine answers to each call of store-calls.ts. Instants are epoch milliseconds. */
import type { KeyStatus } from '../lifecycle/key-status.ts';
import type {
  ApiRecord,
  AuditEvent,
  KeyRecord,
  OwnerRecord,
  RoleRecord,
} from '../model/store-records.ts';

/** A key with what only time and use tell of it. */
export interface KeyView {
  readonly key: KeyRecord;
  readonly status: KeyStatus;
  /** The store's time that `status` was decided at. */
  readonly nowMs: number;
  /** Last valid verification of the key, at most a minute behind; null: never seen. */
  readonly lastUsedAtMs: number | null;
  /** The same by version id; versions never seen are absent. */
  readonly lastUseOfVersions: Readonly<Record<string, number>>;
  /** The entry with the sealed copy of its token; null: the vault has none. */
  readonly entryId: string | null;
}

/** An event with the log it stands in: vault and store each have their own chain. */
export interface LoggedEvent {
  readonly log: 'vault' | 'store';
  readonly event: AuditEvent;
}

export interface ChainReport {
  readonly ok: boolean;
  readonly events: number;
  /** First event that does not fit, with why; null where all do. */
  readonly broken: { readonly seq: number; readonly why: string } | null;
}

export interface StoreAnswers {
  'api:list': { readonly items: readonly ApiRecord[] };
  'api:create': ApiRecord;
  'owner:list': { readonly items: readonly OwnerRecord[] };
  'owner:create': OwnerRecord;
  'role:list': { readonly items: readonly RoleRecord[] };
  'role:create': RoleRecord;
  'key:list': { readonly items: readonly KeyView[] };
  'key:show': KeyView;
  'key:finish': KeyView;
  'key:extend': KeyView;
  'key:roll-back': KeyView;
  'key:revoke': KeyView;
  'key:set-disabled': KeyView;
  'audit:list': {
    /** Oldest first. */
    readonly items: readonly LoggedEvent[];
    /** Present names of what they are about, by id; what has gone is absent. */
    readonly names: Readonly<Record<string, string>>;
  };
  'audit:verify': {
    readonly store: ChainReport & { readonly checkpoints: number };
    readonly vault: ChainReport;
  };
}
