/**
 * One write to the vault, inside SQLite's write lock: every row goes in or out together with its item in the manifest, and each event
 * extends the audit chain (docs/vault-format.md, "Write"). Costs the same however many rows the vault has.
 */

import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { AuditEvent } from '../../src-shared/model/store-records.ts';
import { newId, type RandomSource } from '../runtime/random.ts';
import type { MutationContext } from '../store/verification-store.ts';
import type { VaultScope } from './associated-data.ts';
import { addItem, manifestItem, type StoredRow, subtractItem } from './manifest-item.ts';
import type { ManifestState } from './manifest-state.ts';
import { keyOf, type RowAccess, type RowKey } from './row-access.ts';
import { CHAIN_START, sealEvent } from './vault-audit.ts';
import type { VaultKeys } from './vault-keys.ts';
import type { AuditRow, RowOf, TableName } from './vault-rows.ts';

export interface RowChange {
  readonly table: TableName;
  readonly key: RowKey;
  /** Null: the row is gone. */
  readonly row: StoredRow | null;
}

interface TransactionParts {
  readonly rows: RowAccess;
  readonly keys: VaultKeys;
  readonly scope: VaultScope;
  readonly random: RandomSource;
  readonly nowMs: number;
  /** As opened from the file in this transaction. */
  readonly state: ManifestState;
}

export type NewEvent = Pick<AuditEvent, 'kind' | 'subject' | 'details'>;

export class VaultTransaction {
  readonly #parts: TransactionParts;
  readonly #counts: Record<TableName, number>;
  readonly #changes: RowChange[] = [];
  #sum: bigint;

  constructor(parts: TransactionParts) {
    this.#parts = parts;
    this.#counts = { ...parts.state.counts };
    this.#sum = parts.state.sum;
  }

  get nowMs(): number {
    return this.#parts.nowMs;
  }

  /** What was written, in order. */
  get changes(): readonly RowChange[] {
    return this.#changes;
  }

  /** Number of the last event, 0 before the first. */
  get lastSeq(): number {
    return this.#counts.audit;
  }

  /** The state after this write, not yet sealed. */
  nextState(): ManifestState {
    const { state, nowMs } = this.#parts;
    const generation = state.generation + 1;
    return { ...state, generation, counts: this.#counts, sum: this.#sum, lastWallMs: nowMs };
  }

  find<Table extends TableName>(table: Table, key: RowKey): RowOf[Table] | null {
    return this.#parts.rows.find(table, key) as unknown as RowOf[Table] | null;
  }

  insert<Table extends TableName>(table: Table, row: RowOf[Table]): void {
    this.insertStored(table, row as unknown as StoredRow);
  }

  /** As insert, for a row as it was read. */
  insertStored(table: TableName, stored: StoredRow): void {
    this.#parts.rows.insert(table, stored);
    this.#sum = addItem(this.#sum, this.#item(table, stored));
    this.#counts[table] += 1;
    this.#changes.push({ table, key: keyOf(table, stored), row: stored });
  }

  /** The row as it was. Throws vault/damaged where there is none. */
  remove<Table extends TableName>(table: Table, key: RowKey): RowOf[Table] {
    const stored = this.#parts.rows.find(table, key);
    if (stored === null || !this.#parts.rows.delete(table, key)) {
      throw new KeywrightError('vault/damaged', `A row of ${table} is missing from the vault`);
    }
    this.#sum = subtractItem(this.#sum, this.#item(table, stored));
    this.#counts[table] -= 1;
    this.#changes.push({ table, key, row: null });
    return stored as unknown as RowOf[Table];
  }

  /** Adds the event to the audit chain. */
  record(event: NewEvent, ctx: MutationContext): void {
    const { keys, scope, random, nowMs } = this.#parts;
    const lastSeq = this.#counts.audit;
    const last = lastSeq === 0 ? null : this.find('audit', [lastSeq]);
    if (lastSeq !== 0 && last === null) {
      throw new KeywrightError('vault/damaged', 'The last event of the vault is missing');
    }
    const full: AuditEvent = {
      ...event,
      ...ctx,
      seq: lastSeq + 1,
      id: newId('evt', random),
      atMs: nowMs,
    };
    const row: AuditRow = sealEvent({ keys, scope, random }, full, last?.hash ?? CHAIN_START);
    this.insert('audit', row);
  }

  #item(table: TableName, row: StoredRow): bigint {
    const { keys, scope } = this.#parts;
    const item = manifestItem(keys.manifestItem, scope, { table, row });
    if (item === null) {
      throw new KeywrightError('vault/damaged', `A row of ${table} is not of the vault's form`);
    }
    return item;
  }
}
