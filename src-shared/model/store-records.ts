/** What the verification store keeps, as every adapter returns it. Never a secret, never a hash. */
import type { ApiId, EventId, KeyId, OwnerId, PepperId, RoleId, VersionId } from '../ids/ids.ts';
import type { RateLimit } from '../limits/rate.ts';
import type { OwnerLabel } from './names.ts';

export interface ApiRecord {
  readonly id: ApiId;
  readonly name: string;
  readonly prefix: string;
  readonly environments: readonly string[];
  readonly createdAtMs: number;
}

export interface OwnerRecord extends OwnerLabel {
  readonly id: OwnerId;
  readonly createdAtMs: number;
}

export interface RoleRecord {
  readonly id: RoleId;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly createdAtMs: number;
}

export const VERSION_STATES = ['pending', 'active', 'retiring', 'retired', 'revoked'] as const;
export type VersionState = (typeof VERSION_STATES)[number];

export const REVOCATION_CODES = [
  'leaked',
  'replaced',
  'unused',
  'owner-left',
  'policy',
  'rolled-back',
  'other',
] as const;
export type RevocationCode = (typeof REVOCATION_CODES)[number];

export interface Revocation {
  readonly code: RevocationCode;
  /** Free text from the person, at most 500 characters; null where the code says it all. */
  readonly note: string | null;
}

export interface VersionRecord {
  readonly id: VersionId;
  readonly state: VersionState;
  readonly pepperId: PepperId;
  readonly createdAtMs: number;
  /** Refused before this instant; null: valid from the start. */
  readonly notBeforeMs: number | null;
  /** Refused from this instant on; null: never expires. */
  readonly expiresAtMs: number | null;
  /** End of grace: refused from this instant on. Set while retiring, and kept afterwards. */
  readonly endsAtMs: number | null;
  readonly retiredAtMs: number | null;
  readonly revokedAtMs: number | null;
  readonly revocation: Revocation | null;
}

export interface KeyRecord {
  readonly id: KeyId;
  readonly name: string;
  readonly api: { readonly id: ApiId; readonly name: string; readonly prefix: string };
  readonly environment: string;
  readonly owner: OwnerRecord;
  /** Grants held directly, as written. */
  readonly permissions: readonly string[];
  /** Names of the roles held. */
  readonly roles: readonly string[];
  readonly limits: readonly RateLimit[];
  readonly createdAtMs: number;
  readonly disabledAtMs: number | null;
  readonly revokedAtMs: number | null;
  readonly revocation: Revocation | null;
  /** Newest first; never empty. */
  readonly versions: readonly VersionRecord[];
}

/** Where a mutation came from. */
export const EVENT_DOORS = ['cli', 'window', 'server', 'schedule'] as const;
export type EventDoor = (typeof EVENT_DOORS)[number];

/** One row of the audit log: what happened to what, by whom, through which door, and why. */
export interface AuditEvent {
  readonly seq: number;
  readonly id: EventId;
  readonly atMs: number;
  /** `noun.verb-in-past`, for example key.issued. */
  readonly kind: string;
  readonly actor: string;
  readonly via: EventDoor;
  readonly reason: string | null;
  readonly subject: EventSubject;
  /** Facts of the event by name; never a secret. */
  readonly details: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

/** Ids the event is about; absent where it is about something else. */
export interface EventSubject {
  readonly apiId?: ApiId;
  readonly ownerId?: OwnerId;
  readonly roleId?: RoleId;
  readonly keyId?: KeyId;
  readonly versionId?: VersionId;
  readonly entryId?: string;
}
