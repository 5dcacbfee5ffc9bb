/**
 * What the vault keeps of one credential. An entry has two sealed groups: the overview, which a list opens, and the secret,
 * which only an explicit reveal, copy or rotation opens. Both are JSON inside their blobs (docs/vault-format.md, "Entry").
 */
import type { EntryId, KeyId, StoreId, VersionId } from '../../src-shared/ids/ids.ts';

export const ENTRY_KINDS = [
  'api-key',
  'token',
  'password',
  'oauth-client',
  'certificate',
  'other',
  'issued-key',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** The sealed copy of one version's token: pending until the store has it for certain. */
export interface TokenCopy {
  readonly versionId: VersionId;
  readonly state: 'pending' | 'confirmed';
  readonly sealedAtMs: number;
}

/** Present where the entry is a key of ours; names its record in the store. */
export interface IssuedLink {
  readonly storeId: StoreId;
  readonly keyId: KeyId;
  readonly apiName: string;
  readonly prefix: string;
  readonly environment: string;
  readonly copies: readonly TokenCopy[];
}

export interface EntryOverview {
  readonly kind: EntryKind;
  readonly name: string;
  readonly tags: readonly string[];
  readonly url: string | null;
  readonly notes: string | null;
  /** What may be shown of the secret while it stays masked; null where nothing may. */
  readonly hint: string | null;
  readonly createdAtMs: number;
  readonly changedAtMs: number;
  /** When the secret value last changed. */
  readonly rotatedAtMs: number;
  readonly expiresAtMs: number | null;
  /** Set while the entry is in the trash. */
  readonly deletedAtMs: number | null;
  readonly issued: IssuedLink | null;
}

export interface EntrySecret {
  /** The secret of a third-party credential; null where only tokens are kept or none was given. */
  readonly value: string | null;
  /** Tokens of an issued key by version id. */
  readonly tokens: Readonly<Record<string, string>>;
}

export interface VaultEntry {
  readonly id: EntryId;
  /** 1 at first, one more with every change; guards against lost updates. */
  readonly version: number;
  readonly overview: EntryOverview;
}
