/** Writing versions: a new one, and the changes of a plan. Each statement must touch exactly the row it names. */
import type { KeyId } from '../../../src-shared/ids/ids.ts';
import type { VersionChange } from '../../../src-shared/lifecycle/key-transitions.ts';
import type { VersionTimes } from '../../../src-shared/lifecycle/version-times.ts';
import type { SqliteDatabase } from '../../sqlite/sqlite-file.ts';
import type { NewVersion } from '../verification-store.ts';
import type { StoreTransaction } from './change-and-append.ts';

interface InsertedVersion {
  readonly keyId: KeyId;
  readonly version: NewVersion;
  readonly times: VersionTimes;
}

/** Adds the first version of a key that was just written, as its active one. */
export function insertFirstVersion(tx: StoreTransaction, inserted: InsertedVersion): void {
  insertActive(tx, inserted, 1);
}

/** Adds the key's next version as its active one. */
export function insertNextVersion(tx: StoreTransaction, inserted: InsertedVersion): void {
  const highest = tx.db
    .prepare<[KeyId], number | null>('SELECT max(number) FROM versions WHERE key_id = (SELECT ?)')
    .pluck()
    .get(inserted.keyId);
  insertActive(tx, inserted, (highest ?? 0) + 1);
}

function insertActive(tx: StoreTransaction, inserted: InsertedVersion, number: number): void {
  const { keyId, version, times } = inserted;
  tx.db
    .prepare(
      `INSERT INTO versions (id, key_id, number, state, pepper_id, hash, created_at_ms, not_before_ms, expires_at_ms)
       VALUES (?, ?, ?, 'active', ?, ?, ?, ?, ?)`,
    )
    .run(
      version.id,
      keyId,
      number,
      version.pepperId,
      version.hash,
      tx.nowMs,
      times.notBeforeMs,
      times.expiresAtMs,
    );
}

/** Applies the changes in their order, which keeps "one active, one retiring" true after each. */
export function applyVersionChanges(db: SqliteDatabase, changes: readonly VersionChange[]): void {
  for (const change of changes) applyVersionChange(db, change);
}

function applyVersionChange(db: SqliteDatabase, change: VersionChange): void {
  const columns: Record<string, number | string | null | undefined> = {
    state: change.state,
    ends_at_ms: change.endsAtMs,
    retired_at_ms: change.retiredAtMs,
    revoked_at_ms: change.revokedAtMs,
    revocation_code: change.revocation?.code,
    revocation_note: change.revocation?.note,
  };
  const set = Object.entries(columns).filter(([, value]) => value !== undefined);
  const assignments = set.map(([column]) => `${column} = ?`).join(', ');
  const { changes } = db
    .prepare(`UPDATE versions SET ${assignments} WHERE id = ?`)
    .run(...set.map(([, value]) => value), change.versionId);
  if (changes !== 1) throw new Error(`version ${change.versionId} is not there to be changed`);
}
