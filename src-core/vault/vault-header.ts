/**
 * What a vault file says before anything is unlocked: whose it is and which ways in there are. Refuses files that are not ours from
 * their first hundred bytes, so that a foreign database is never opened, let alone changed (docs/vault-format.md, "Header").
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { isId, type VaultId } from '../../src-shared/ids/ids.ts';
import { gradeKdf, type KdfGrade } from '../crypto/kdf-parameters.ts';
import {
  guardSqlite,
  openSqliteFile,
  type SqliteDatabase,
  sqliteFault,
} from '../sqlite/sqlite-file.ts';
import { kdfOf } from './slot-rows.ts';
import { columnsOf, type MetaRow, named, type SlotKind, type SlotRow } from './vault-rows.ts';
import { VAULT_APPLICATION_ID, VAULT_FORMAT_VERSION } from './vault-schema.ts';

export interface VaultHeader {
  readonly vaultId: VaultId;
  /** Of the vault key; one more with every rekey. */
  readonly epoch: number;
  readonly formatVersion: number;
  readonly createdAtMs: number;
  readonly slots: readonly SlotKind[];
  /** Ids of the password slots, hex: another password has another. */
  readonly passwordSlots: readonly string[];
  /** How hard its password is hashed. */
  readonly kdf: KdfGrade;
  /** When unlocking through the OS keychain ends; null where the vault has no such slot. */
  readonly rememberedUntilMs: number | null;
}

const SQLITE_MAGIC = 'SQLite format 3\0';
const SQLITE_HEADER_BYTES = 100;
const USER_VERSION_AT = 60;
const APPLICATION_ID_AT = 68;

/** Needs no password. Throws vault/not-found, vault/foreign, vault/newer or vault/damaged. */
export function readVaultHeader(path: string): VaultHeader {
  assertVaultFile(path);
  const db = openSqliteFile(path, { area: 'vault', mode: 'read' });
  try {
    const { meta, slots } = readHeaderRows(db, path);
    return {
      vaultId: meta.vault,
      epoch: meta.epoch,
      formatVersion: meta.format,
      createdAtMs: meta.created_ms,
      slots: slots.map((slot) => slot.kind),
      passwordSlots: slots
        .filter(({ kind }) => kind === 'password')
        .map(({ id }) => id.toString('hex')),
      kdf: gradeSlots(slots),
      rememberedUntilMs: slots.find((slot) => slot.kind === 'keychain')?.expires_ms ?? null,
    };
  } finally {
    db.close();
  }
}

/** The grade that asks for the most attention. */
function gradeSlots(slots: readonly SlotRow[]): KdfGrade {
  const grades = slots
    .filter(({ kind }) => kind === 'password')
    .map((slot) => gradeKdf(kdfOf(slot)));
  return (
    grades.find((grade) => grade === 'heavy') ??
    grades.find((grade) => grade === 'light') ??
    'usual'
  );
}

/** Looks at the first bytes only. Throws vault/not-found, vault/foreign, vault/newer or vault/damaged. */
export function assertVaultFile(path: string): void {
  const head = readHead(path);
  const isSqlite = head.toString('latin1', 0, SQLITE_MAGIC.length) === SQLITE_MAGIC;
  if (!isSqlite || head.length < SQLITE_HEADER_BYTES) {
    throw new KeywrightError('vault/foreign', `${path} is not a Keywright vault`);
  }
  if (head.readUInt32BE(APPLICATION_ID_AT) !== VAULT_APPLICATION_ID) {
    throw new KeywrightError('vault/foreign', `${path} is not a Keywright vault`);
  }
  const version = head.readInt32BE(USER_VERSION_AT);
  if (version > VAULT_FORMAT_VERSION) {
    throw new KeywrightError('vault/newer', `${path} was written by a newer Keywright`);
  }
  if (version < 1) throw new KeywrightError('vault/damaged', `${path} has no format version`);
}

function readHead(path: string): Buffer {
  const head = Buffer.alloc(SQLITE_HEADER_BYTES);
  try {
    const file = openSync(path, 'r');
    try {
      return head.subarray(0, readSync(file, head, 0, head.length, 0));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new KeywrightError('vault/not-found', `No vault at ${path}`, { cause: error });
    }
    if (code === 'EISDIR') {
      throw new KeywrightError('vault/foreign', `${path} is a folder, not a vault`, {
        cause: error,
      });
    }
    throw sqliteFault('vault', path, error);
  }
}

export interface HeaderRows {
  readonly meta: MetaRow;
  readonly slots: readonly SlotRow[];
}

/** The clear rows that unlocking starts from. Throws vault/damaged where they are not of our form. */
export function readHeaderRows(db: SqliteDatabase, path: string): HeaderRows {
  const read = (): unknown => {
    const meta = db.prepare(`SELECT ${named(columnsOf('meta'))} FROM meta`).all();
    const slots = db
      .prepare(`SELECT ${named(columnsOf('slots'))} FROM slots ORDER BY slots.id`)
      .all();
    return { meta: meta[0], slots };
  };
  let rows: HeaderRows;
  try {
    rows = guardSqlite('vault', path, read) as HeaderRows;
  } catch (error) {
    if (error instanceof KeywrightError) throw error;
    throw new KeywrightError('vault/damaged', `${path} lacks a vault's tables`, { cause: error });
  }
  if (!isMeta(rows.meta) || !rows.slots.every(isSlot)) {
    throw new KeywrightError('vault/damaged', `${path} has a damaged header`);
  }
  return rows;
}

function isMeta(meta: MetaRow | undefined): boolean {
  if (meta === undefined || typeof meta.vault !== 'string' || !isId('vlt', meta.vault))
    return false;
  return meta.format === VAULT_FORMAT_VERSION && isUint32(meta.epoch) && meta.epoch >= 1;
}

function isSlot(slot: SlotRow): boolean {
  const numbers = [slot.epoch, slot.memory_kib, slot.passes, slot.lanes];
  const times = [slot.created_ms, slot.expires_ms];
  return (
    [slot.id, slot.salt, slot.wrapped].every((value) => Buffer.isBuffer(value)) &&
    slot.id.length === 16 &&
    slot.salt.length <= 64 &&
    slot.wrapped.length === 80 &&
    ['password', 'recovery', 'keychain'].includes(slot.kind) &&
    numbers.every(isUint32) &&
    times.every((value) => Number.isSafeInteger(value))
  );
}

function isUint32(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff;
}
