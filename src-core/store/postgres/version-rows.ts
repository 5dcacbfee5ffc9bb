/** Writing versions: a new one, and the changes of a plan. Each statement must touch exactly the row it names. */
import type { KeyId } from '../../../src-shared/ids/ids.ts';
import type { VersionChange } from '../../../src-shared/lifecycle/key-transitions.ts';
import type { VersionTimes } from '../../../src-shared/lifecycle/version-times.ts';
import type { SqlValue } from '../../postgres/postgres-pool.ts';
import { statement } from '../../postgres/statement.ts';
import type { NewVersion } from '../verification-store.ts';
import type { StoreTransaction } from './change-and-append.ts';

interface InsertedVersion {
  readonly keyId: KeyId;
  readonly version: NewVersion;
  readonly times: VersionTimes;
}

const INSERT_NEXT = statement(
  `INSERT INTO keywright.versions
     (id, key_id, number, state, pepper_id, hash, created_at_ms, not_before_ms, expires_at_ms)
   SELECT $1, $2, coalesce(max(number), 0) + 1, 'active', $3, $4, $5, $6, $7
     FROM keywright.versions WHERE key_id = $2`,
);

/** Adds the key's next version as its active one. The key must be locked. */
export async function insertNextVersion(
  tx: StoreTransaction,
  { keyId, version, times }: InsertedVersion,
): Promise<void> {
  await tx.ask(INSERT_NEXT, [
    version.id,
    keyId,
    version.pepperId,
    version.hash,
    tx.nowMs,
    times.notBeforeMs,
    times.expiresAtMs,
  ]);
}

/** Applies the changes in their order, which keeps "one active, one retiring" true after each. */
export async function applyVersionChanges(
  tx: StoreTransaction,
  changes: readonly VersionChange[],
): Promise<void> {
  for (const change of changes) {
    const columns = {
      state: change.state,
      ends_at_ms: change.endsAtMs,
      retired_at_ms: change.retiredAtMs,
      revoked_at_ms: change.revokedAtMs,
      revocation_code: change.revocation?.code,
      revocation_note: change.revocation?.note,
    };
    await setColumns(tx, { table: 'versions', id: change.versionId }, columns);
  }
}

interface RowName {
  readonly table: 'keys' | 'versions';
  readonly id: string;
}

/** Sets the columns that are not left undefined; none: nothing is done. Names of columns are ours, never a caller's. */
export async function setColumns(
  tx: StoreTransaction,
  { table, id }: RowName,
  columns: Readonly<Record<string, SqlValue | undefined>>,
): Promise<void> {
  const set = Object.entries(columns).filter(
    (column): column is [string, SqlValue] => column[1] !== undefined,
  );
  if (set.length === 0) return;
  const assignments = set.map(([column], index) => `${column} = $${index + 2}`).join(', ');
  const update = statement(
    `UPDATE keywright.${table} SET ${assignments} WHERE id = $1 RETURNING id`,
  );
  const rows = await tx.ask(update, [id, ...set.map(([, value]) => value)]);
  if (rows.length !== 1) throw new Error(`${table} ${id} is not there to be changed`);
}
