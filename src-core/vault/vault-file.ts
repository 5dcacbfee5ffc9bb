/**
 * An open vault file with its keys: the only place that begins transactions on it.
 * [Note: never act on a file that moved on] Before anything is read or written it looks whether another program committed, and if so
 * walks the file again in the same transaction. A file that was replaced, or re-keyed, closes itself (vault/locked); one whose rows
 * do not fit the manifest, or that went back, stays open read-only.
 */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { EntryId } from '../../src-shared/ids/ids.ts';
import type { Clock } from '../runtime/clock.ts';
import type { RandomSource } from '../runtime/random.ts';
import { guardSqlite, type SqliteDatabase } from '../sqlite/sqlite-file.ts';
import type { VaultScope } from './associated-data.ts';
import { openOverview } from './entry-codec.ts';
import { EntryIndex } from './entry-index.ts';
import { frameRow, type StoredRow } from './manifest-item.ts';
import { type ManifestState, NO_ROWS, openManifest, sealManifest } from './manifest-state.ts';
import { readManifestRow, walkVault } from './manifest-walk.ts';
import { readOnlyError } from './read-only-error.ts';
import type { VaultSecrets } from './reseal-row.ts';
import type { VaultMark } from './rollback-mark.ts';
import { RowAccess } from './row-access.ts';
import type { ReadOnlyCause } from './vault.ts';
import type { VaultKeys } from './vault-keys.ts';
import type { EntryRow } from './vault-rows.ts';
import { type RowChange, VaultTransaction } from './vault-transaction.ts';

export interface VaultFileParts {
  readonly db: SqliteDatabase;
  readonly path: string;
  readonly scope: VaultScope;
  readonly keys: VaultKeys;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly isWritable: boolean;
}

export class VaultFile {
  readonly path: string;
  readonly entries = this.#indexOf('entries');
  readonly trash = this.#indexOf('trash');
  readonly rows: RowAccess;
  #parts: VaultFileParts;
  readonly #identity: string;
  #isOpen = true;
  #dataVersion: unknown = null;
  #readOnlyCause: ReadOnlyCause | null;
  #lastWallMs: number | null = null;
  #mark: VaultMark = { generation: 0, manifestHash: Buffer.alloc(32) };

  /** Takes ownership of database and keys. Nothing is walked yet: the first read does that. */
  constructor(parts: VaultFileParts) {
    this.#parts = parts;
    this.path = parts.path;
    this.rows = new RowAccess(parts.db);
    this.#readOnlyCause = parts.isWritable ? null : 'unwritable';
    this.#identity = fileIdentity(parts.path) ?? '';
  }

  get scope(): VaultScope {
    return this.#parts.scope;
  }

  get readOnlyCause(): ReadOnlyCause | null {
    return this.#readOnlyCause;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Generation and hash of the manifest as of the last read or write. */
  get mark(): VaultMark {
    return this.#mark;
  }

  /** Throws vault/locked once closed. */
  get keys(): VaultKeys {
    this.assertOpen();
    return this.#parts.keys;
  }

  /** Throws vault/locked once closed. */
  get db(): SqliteDatabase {
    this.assertOpen();
    return this.#parts.db;
  }

  /** What the clock said at the last write, as of the last walk; null before it, or where the manifest does not hold. */
  get lastWallMs(): number | null {
    return this.#lastWallMs;
  }

  assertOpen(): void {
    if (!this.#isOpen) throw new KeywrightError('vault/locked', 'The vault is locked');
  }

  /** Throws the code of the cause while the vault is read-only. */
  assertWritable(): void {
    if (this.#readOnlyCause !== null) throw readOnlyError(this.#readOnlyCause);
  }

  /** From now on only reads. A cause that is set already stays, unless this one is graver. */
  makeReadOnly(cause: ReadOnlyCause): void {
    if (this.#readOnlyCause !== 'changed-outside') this.#readOnlyCause = cause;
  }

  /** Runs `work` on one unchanging view of the file, as of the last commit of any program. */
  read<Result>(work: () => Result): Result {
    this.assertOpen();
    return this.#guarded(() =>
      this.#parts.db
        .transaction(() => {
          this.#catchUp();
          return work();
        })
        .deferred(),
    );
  }

  /**
   * Runs `work` and commits what it wrote with a new manifest; all of it or, where anything throws, nothing.
   * `isAfter`: the new generation is more than this one too.
   */
  write<Result>(work: (tx: VaultTransaction) => Result, isAfter = 0): Result {
    this.assertOpen();
    const done = this.#guarded(() =>
      this.#parts.db
        .transaction(() => {
          this.#catchUp();
          this.assertWritable();
          const { keys, scope } = this.#parts;
          const opened = this.#openState();
          const state = { ...opened, generation: Math.max(opened.generation, isAfter) };
          return this.#commit(work, { state, keys, scope });
        })
        .immediate(),
    );
    this.#mark = done.mark;
    for (const change of done.changes) this.#index(change);
    return done.result;
  }

  /**
   * As write, into a file of which `work` has taken every row out: what it puts in is under the new key, which is the file's own when
   * this returns. The old key is wiped then. Takes ownership of the new keys only where it succeeds.
   */
  rekey(next: VaultSecrets, work: (tx: VaultTransaction) => void): void {
    this.assertOpen();
    const done = this.#guarded(() =>
      this.#parts.db
        .transaction(() => {
          this.#catchUp();
          this.assertWritable();
          const { epoch } = next.scope;
          const state = { ...this.#openState(), epoch, counts: NO_ROWS, sum: 0n };
          return this.#commit(work, { state, ...next });
        })
        .immediate(),
    );
    this.#mark = done.mark;
    this.#parts.keys.wipe();
    this.#parts = { ...this.#parts, ...next };
    // The next look walks the file as it is now.
    this.#dataVersion = null;
  }

  /** Takes an older vault as the newest from now on: clears `rolled-back` and commits `work` with a generation beyond the kept one. */
  acceptRollback(keptGeneration: number, work: (tx: VaultTransaction) => void): void {
    if (this.#readOnlyCause !== 'rolled-back') return;
    this.#readOnlyCause = null;
    try {
      this.write(work, keptGeneration);
    } catch (error) {
      this.makeReadOnly('rolled-back');
      throw error;
    }
  }

  /** Wipes the keys and closes the file. Safe to call twice. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#parts.keys.wipe();
    this.#parts.db.close();
  }

  #guarded<Result>(work: () => Result): Result {
    try {
      return guardSqlite('vault', this.path, work);
    } catch (error) {
      const code = error instanceof KeywrightError ? error.code : null;
      if (code === 'vault/locked' || code === 'disk/failed') this.close();
      throw error;
    }
  }

  /** Inside a transaction: makes sure that what we know is what the file holds. */
  #catchUp(): void {
    if (fileIdentity(this.path) !== this.#identity) {
      throw new KeywrightError('vault/locked', 'The vault file was replaced; unlock it again');
    }
    const dataVersion: unknown = this.#parts.db.pragma('data_version', { simple: true });
    if (dataVersion === this.#dataVersion) return;
    this.#walk();
    this.#dataVersion = dataVersion;
  }

  #walk(): void {
    const { db, keys, scope } = this.#parts;
    this.entries.beginWalk();
    this.trash.beginWalk();
    const report = walkVault({ db, rows: this.rows, keys, scope }, (table, row) => {
      if (table === 'meta') assertSameScope(row, scope);
      if (table !== 'entries' && table !== 'trash') return true;
      return this[table].put(row as unknown as EntryRow, row.frames);
    });
    this.entries.endWalk();
    this.trash.endWalk();
    // Seldom listed and not large, so that what does not open in it is said at unlock. See [Note: opened late].
    this.trash.list(Infinity);
    if (report.mismatch !== null) this.makeReadOnly('changed-outside');
    else if (report.state !== null) this.#advance(report.state);
  }

  #advance(state: ManifestState): void {
    this.#lastWallMs = state.lastWallMs;
    if (state.generation < this.#mark.generation) this.makeReadOnly('rolled-back');
    else this.#mark = { generation: state.generation, manifestHash: this.#manifestHash() };
  }

  #manifestHash(): Buffer {
    return hashManifest(readManifestRow(this.#parts.db)?.sealed ?? Buffer.alloc(0));
  }

  #openState(): ManifestState {
    const { db, keys, scope } = this.#parts;
    const manifest = readManifestRow(db);
    const opened = manifest === null ? null : openManifest(keys, scope, manifest);
    if (opened !== null) return opened;
    this.makeReadOnly('changed-outside');
    throw readOnlyError('changed-outside');
  }

  /** Inside a transaction: `work` on top of the state, sealed with these keys. */
  #commit<Result>(
    work: (tx: VaultTransaction) => Result,
    { state, keys, scope }: VaultSecrets & { readonly state: ManifestState },
  ): Written<Result> {
    const { db, random, clock } = this.#parts;
    const parts = { rows: this.rows, keys, scope, random, nowMs: clock.nowMs(), state };
    const tx = new VaultTransaction(parts);
    const result = work(tx);
    const next = tx.nextState();
    const sealed = sealManifest(keys, scope, { state: next, random });
    db.prepare('UPDATE manifest SET generation = ?, sealed = ?').run(next.generation, sealed);
    const mark = { generation: next.generation, manifestHash: hashManifest(sealed) };
    return { result, mark, changes: tx.changes };
  }

  #indexOf(table: 'entries' | 'trash'): EntryIndex {
    return new EntryIndex({
      read: (id) => this.rows.findOverview(table, id),
      open: (row) => openOverview(this.#parts, row),
      foundChange: () => this.makeReadOnly('changed-outside'),
    });
  }

  #index({ table, key, row }: RowChange): void {
    if (table !== 'entries' && table !== 'trash') return;
    if (row === null) this[table].remove(key[0] as EntryId);
    else this[table].put(row as unknown as EntryRow, frameRow(table, row).frames);
  }
}

interface Written<Result> {
  readonly result: Result;
  readonly mark: VaultMark;
  readonly changes: readonly RowChange[];
}

function hashManifest(sealed: Buffer): Buffer {
  return createHash('sha256').update(sealed).digest();
}

function assertSameScope(meta: StoredRow, scope: VaultScope): void {
  if (meta.vault === scope.vaultId && meta.epoch === scope.epoch) return;
  throw new KeywrightError('vault/locked', 'The vault was given a new key; unlock it again');
}

/** Device and inode, so that a file put in the place of another shows; null where there is none. */
function fileIdentity(path: string): string | null {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? null : `${stat.dev}:${stat.ino}`;
}
