/** The rows of a vault that was just made: meta, slots, the first event and the manifest, generation 1. */
import type { RandomSource } from '../runtime/random.ts';
import type { SqliteDatabase } from '../sqlite/sqlite-file.ts';
import type { MutationContext } from '../store/verification-store.ts';
import type { VaultScope } from './associated-data.ts';
import { NO_ROWS, sealManifest } from './manifest-state.ts';
import { RowAccess } from './row-access.ts';
import type { VaultKeys } from './vault-keys.ts';
import type { MetaRow, SlotRow } from './vault-rows.ts';
import { createVaultSchema, EXPECTED_SCHEMA_HASH } from './vault-schema.ts';
import { VaultTransaction } from './vault-transaction.ts';

interface EmptyVault {
  readonly db: SqliteDatabase;
  readonly scope: VaultScope;
  readonly keys: VaultKeys;
  readonly random: RandomSource;
}

interface FirstRows {
  readonly meta: MetaRow;
  readonly slots: readonly SlotRow[];
  readonly ctx: MutationContext;
}

/** Creates the tables and fills them in one transaction. */
export function writeFirstRows(vault: EmptyVault, { meta, slots, ctx }: FirstRows): void {
  const { db, scope, keys, random } = vault;
  const state = {
    generation: 0,
    epoch: scope.epoch,
    counts: NO_ROWS,
    sum: 0n,
    schemaHash: EXPECTED_SCHEMA_HASH,
    lastWallMs: meta.created_ms,
  };
  db.transaction(() => {
    createVaultSchema(db);
    const rows = new RowAccess(db);
    const tx = new VaultTransaction({ rows, keys, scope, random, nowMs: meta.created_ms, state });
    tx.insert('meta', meta);
    for (const slot of slots) tx.insert('slots', slot);
    tx.record({ kind: 'vault.created', subject: {}, details: {} }, ctx);
    const next = tx.nextState();
    const sealed = sealManifest(keys, scope, { state: next, random });
    const sql = 'INSERT INTO manifest (id, generation, sealed) VALUES (1, ?, ?)';
    db.prepare(sql).run(next.generation, sealed);
  }).immediate();
}
