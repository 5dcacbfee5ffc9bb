/**
 * What happened in one simulated world, in the order it happened: plain records that the checker judges (check-history.ts). A
 * mutation is one record, at the moment its caller was answered; a verification is two, since others act between its call and its answer.
 */
import type { KeyId, VersionId } from '../../src-shared/ids/ids.ts';
import type { RateLimit } from '../../src-shared/limits/rate.ts';
import type { Deadline } from '../../src-shared/time/instant.ts';

export type Mutation =
  | {
      readonly kind: 'issue';
      readonly keyId: KeyId;
      readonly versionId: VersionId;
      readonly owner: string;
      readonly notBefore: Deadline | null;
      readonly expires: Deadline | null;
      readonly limits: readonly RateLimit[];
    }
  | {
      readonly kind: 'rotate';
      readonly keyId: KeyId;
      readonly versionId: VersionId;
      readonly graceMs: number;
      readonly isLeaked: boolean;
    }
  | { readonly kind: 'extend'; readonly keyId: KeyId; readonly byMs: number }
  | { readonly kind: 'revoke-version'; readonly keyId: KeyId; readonly versionId: VersionId }
  | {
      readonly kind: 'finish' | 'roll-back' | 'revoke-key' | 'disable' | 'enable';
      readonly keyId: KeyId;
    }
  | { readonly kind: 'create-role' };

export type MutationResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly code: string }
  /** A storage fault or a crash: nobody was told. `isCommitted` is what the log says when it is read again. */
  | { readonly kind: 'unknown'; readonly code: string; readonly isCommitted: boolean };

/** What the caller sent: a token that was once made, another secret under its id, or a text with a wrong checksum. */
export type Presented = 'token' | 'wrong-secret' | 'malformed';

export type Wish = 'anything' | 'held-permission' | 'lacking-permission' | 'other-environment';

export interface Question {
  readonly server: number;
  readonly versionId: VersionId;
  readonly presented: Presented;
  readonly wish: Wish;
  readonly cost: number;
  readonly requestId: string | null;
}

export type VerifyResult =
  | {
      readonly kind: 'outcome';
      readonly outcome: string;
      readonly remaining: readonly number[] | null;
    }
  | { readonly kind: 'error'; readonly code: string };

/** A key as its rows are at the end. */
export interface KeyRows {
  readonly keyId: KeyId;
  readonly isDisabled: boolean;
  readonly isRevoked: boolean;
  readonly versions: readonly {
    readonly versionId: VersionId;
    readonly state: string;
    readonly endsAtMs: number | null;
    readonly expiresAtMs: number | null;
    readonly notBeforeMs: number | null;
  }[];
}

export interface FinalState {
  readonly keys: readonly KeyRows[];
  /** `kind key version` of each event after those of the template, with what is absent left out. */
  readonly events: readonly string[];
  readonly headUs: number;
  /** Null: the chain holds. */
  readonly chainFault: string | null;
  /** Calls of each version and outcome, by `version outcome`, as usage.db counts them. */
  readonly calls: ReadonlyMap<string, number>;
}

export type HistoryRecord =
  | { readonly is: 'clock'; readonly wallMs: number; readonly monotonicMs: number }
  | {
      readonly is: 'mutation';
      readonly client: number;
      readonly mutation: Mutation;
      readonly result: MutationResult;
    }
  | {
      readonly is: 'asked';
      readonly id: number;
      readonly client: number;
      readonly question: Question;
    }
  | { readonly is: 'answered'; readonly id: number; readonly result: VerifyResult }
  /** The next call of the server's reader fails, or has just failed. */
  | { readonly is: 'reader-fault'; readonly server: number }
  | { readonly is: 'flushed'; readonly server: number }
  /** A server starts with empty memory; what it was asked before is never answered. */
  | { readonly is: 'server-start'; readonly server: number }
  | { readonly is: 'end'; readonly state: FinalState };

/** The world before its first record. */
export interface Beginning {
  readonly wallMs: number;
  readonly monotonicMs: number;
  readonly headUs: number;
  /** Owners that are there already, as `kind:name`. */
  readonly owners: readonly string[];
}
