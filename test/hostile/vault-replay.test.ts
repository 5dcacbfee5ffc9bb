/**
 * Attack: whoever has an older copy of the vault file puts its rows back, table by table, in every combination, with the older manifest
 * or with the newer one. What the manifest cannot tell from an honest older file, the rollback mark tells.
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SecretText } from '../../src-core/secret/secret-bytes.ts';
import { openSqliteFile } from '../../src-core/sqlite/sqlite-file.ts';
import { createVault } from '../../src-core/vault/create-vault.ts';
import { openVault } from '../../src-core/vault/open-vault.ts';
import type { RollbackMark, VaultMark } from '../../src-core/vault/rollback-mark.ts';
import type { VaultDeps } from '../../src-core/vault/vault-deps.ts';
import { TABLE_NAMES } from '../../src-core/vault/vault-rows.ts';
import {
  CTX,
  newEntry,
  overview,
  PASSWORD,
  secretBytes,
  testDeps,
} from '../core/vault/vault-fixture.ts';
import { memoryFolder } from '../memory-folder.ts';
import { scaledTimeoutMs } from '../scale.ts';
import { removeDatabase } from './hostile-vault.ts';

const folder = memoryFolder();
const newer = join(folder.path, 'newer.db');
const older = join(folder.path, 'older.db');
const mixed = join(folder.path, 'mixed.db');
let recoveryCode: SecretText;
let marked: VaultDeps;
/** Tables that the two copies differ in. */
let different: ReadonlySet<string>;

/** A mark as the keychain would keep it; it is not moved by what the tests open. */
function keptMark(): RollbackMark & { freeze(): void } {
  let mark: VaultMark | null = null;
  let isFrozen = false;
  return {
    read: async () => mark,
    advance: async (_vaultId, next) => {
      if (!isFrozen) mark = next;
      return !isFrozen;
    },
    freeze: () => {
      isFrozen = true;
    },
  };
}

beforeAll(async () => {
  const rollbackMark = keptMark();
  marked = testDeps({ rollbackMark });
  const made = await createVault({ path: newer, password: secretBytes(PASSWORD) }, marked);
  recoveryCode = made.recoveryCode;
  const { vault } = made;
  const [first, second] = vault.add([newEntry('a'), newEntry('b'), newEntry('c')], CTX);
  if (first === undefined || second === undefined) throw new Error('no entries');
  await vault.close();
  copyFileSync(newer, older);
  const again = await open(newer, marked);
  const change = { expectedVersion: 1, overview: overview('a2'), secret: null, event: 'x.y' };
  again.change(first.id, change, CTX);
  again.trash(second.id, CTX);
  await again.changePassword(secretBytes(`${PASSWORD} 2`), CTX);
  await again.close();
  rollbackMark.freeze();
  different = new Set(TABLE_NAMES.filter((table) => rowsOf(newer, table) !== rowsOf(older, table)));
});
afterAll(() => folder.remove());

function open(path: string, deps: VaultDeps) {
  return openVault({ path, credential: { kind: 'recovery', code: recoveryCode } }, deps);
}

function rowsOf(path: string, table: string): string {
  const db = openSqliteFile(path, { area: 'vault', mode: 'read' });
  const rows = db.prepare(`SELECT * FROM ${table}`).raw().all();
  db.close();
  return JSON.stringify(rows);
}

async function standing(tables: readonly string[], deps: VaultDeps): Promise<string> {
  removeDatabase(mixed);
  writeFileSync(mixed, readFileSync(newer));
  const db = openSqliteFile(mixed, { area: 'vault', mode: 'write' });
  db.prepare('ATTACH ? AS older').run(older);
  for (const table of tables) {
    db.exec(`DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM older.${table}`);
  }
  db.exec('DETACH older');
  db.close();
  const vault = await open(mixed, deps);
  await vault.close();
  return vault.readOnlyCause ?? 'accepted';
}

/** Every set of tables. */
function combinations(): string[][] {
  return Array.from({ length: 2 ** TABLE_NAMES.length }, (_unused, bits) =>
    TABLE_NAMES.filter((_table, index) => (bits >> index) % 2 === 1),
  );
}

const changedBy = (tables: readonly string[]): string[] =>
  tables.filter((table) => different.has(table));

describe('rows of an older copy', { timeout: scaledTimeoutMs(300_000) }, () => {
  it('are found under the newer manifest, whichever tables they are put back in', async () => {
    for (const tables of combinations()) {
      const expected = changedBy(tables).length === 0 ? 'accepted' : 'changed-outside';
      expect([tables, await standing(tables, marked)]).toEqual([tables, expected]);
    }
    expect(different.size).toBeGreaterThanOrEqual(5);
  });

  it('are found under the older manifest: by it where some are missing, by the mark where none is', async () => {
    for (const tables of combinations()) {
      const isWhole = changedBy(tables).length === different.size;
      const expected = isWhole ? 'rolled-back' : 'changed-outside';
      expect([tables, await standing([...tables, 'manifest'], marked)]).toEqual([tables, expected]);
    }
  });

  it('pass for the newest where all are put back and no mark is kept (control)', async () => {
    const unmarked = testDeps({ rollbackMark: null });
    expect(await standing([...TABLE_NAMES, 'manifest'], unmarked)).toBe('accepted');
  });
});
