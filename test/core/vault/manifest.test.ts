import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseRecoveryCode } from '../../../src-core/crypto/recovery-code.ts';
import { newId, systemRandom } from '../../../src-core/runtime/random.ts';
import { openSqliteFile, type SqliteDatabase } from '../../../src-core/sqlite/sqlite-file.ts';
import { openOverview, openSecret } from '../../../src-core/vault/entry-codec.ts';
import { openManifest } from '../../../src-core/vault/manifest-state.ts';
import { readManifestRow } from '../../../src-core/vault/manifest-walk.ts';
import { RowAccess } from '../../../src-core/vault/row-access.ts';
import { unwrapVaultKey } from '../../../src-core/vault/slot-rows.ts';
import { readHeaderRows } from '../../../src-core/vault/vault-header.ts';
import { VaultKeys } from '../../../src-core/vault/vault-keys.ts';
import { type EntryRow, TABLE_NAMES } from '../../../src-core/vault/vault-rows.ts';
import { memoryFolder } from '../../memory-folder.ts';
import { reportFigure, scaled, scaledTimeoutMs } from '../../scale.ts';
import { printedSeed, SeededChoice } from './seeded-choice.ts';
import { vaultEdits } from './vault-edits.ts';
import {
  addEntries,
  CTX,
  failureCode,
  type MadeVault,
  makeVault,
  overview,
  reopen,
  testDeps,
} from './vault-fixture.ts';

/** 600 edits, 10,000 from KEYWRIGHT_TEST_SCALE=20 on. */
const ROUNDS = scaled(13);
/** The control needs each edit once or twice, not every time. */
const CONTROL_ROUNDS = 2;
const FOUND = ['changed-outside', 'vault/damaged', 'vault/wrong-recovery-code'];

/** A vault with history, trash and events, and an older copy of it. */
async function livedVault(): Promise<MadeVault & { readonly olderPath: string }> {
  const memory = memoryFolder();
  onTestFinished(() => memory.remove());
  const made = await makeVault(testDeps(), memory.path);
  const ids = addEntries(made.vault, 'a', 'b', 'c', 'd', 'e', 'f', 'g');
  const [a, b, c, d] = ids;
  const olderPath = join(made.folder, 'older.db');
  if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error();
  made.vault.trash(d, CTX);
  await made.vault.close();
  copyFileSync(made.path, olderPath);
  const vault = await reopen(made);
  for (const [id, name] of [
    [a, 'a2'],
    [b, 'b2'],
  ] as const) {
    const change = { expectedVersion: 1, overview: overview(name), secret: null, event: 'x.y' };
    vault.change(id, change, CTX);
  }
  vault.trash(c, CTX);
  vault.reveal(a, 'reveal', CTX);
  await vault.close();
  return { ...made, olderPath };
}

/** Opens the edited copy; what a person would see. */
async function verdict(made: MadeVault, path: string): Promise<string> {
  let cause: string | null = null;
  const code = await failureCode(async () => {
    const vault = await reopen(made, { path });
    cause = vault.readOnlyCause;
    await vault.close();
  });
  return code ?? cause ?? 'accepted';
}

/** A vault without the accumulator: every blob opens in its place, and the row counts fit. */
async function acceptsWithoutSum(made: MadeVault, path: string): Promise<boolean> {
  const db = openSqliteFile(path, { area: 'vault', mode: 'read' });
  try {
    const { meta, slots } = readHeaderRows(db, path);
    const scope = { vaultId: meta.vault, epoch: meta.epoch };
    const credential = { kind: 'recovery', code: made.recoveryCode } as const;
    const keys = new VaultKeys(await unwrapVaultKey(scope, slots, credential));
    const row = readManifestRow(db);
    const state = row === null ? null : openManifest(keys, scope, row);
    const rows = new RowAccess(db);
    return TABLE_NAMES.every((table) => {
      const found = [...rows.scan(table)];
      if (found.length !== state?.counts[table]) return false;
      if (!['entries', 'trash', 'history'].includes(table)) return true;
      return (found as unknown as EntryRow[]).every(
        (entry) =>
          openOverview({ keys, scope }, entry) !== null &&
          openSecret({ keys, scope }, entry) !== null,
      );
    });
  } catch {
    return false;
  } finally {
    db.close();
  }
}

let made: Awaited<ReturnType<typeof livedVault>>;

describe('the manifest', () => {
  it('finds every row that is deleted, replayed, doubled, swapped, moved or edited, and every foreign table, trigger or index', {
    timeout: scaledTimeoutMs(600_000),
  }, async () => {
    made = await livedVault();
    const choice = new SeededChoice(printedSeed('manifest edits'));
    const missed: string[] = [];
    const missedByControl = new Set<string>();
    let edits = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, edit] of Object.entries(vaultEdits)) {
        const path = editedCopy((db) => edit(db, choice));
        if (path === null) continue;
        edits += 1;
        if (round < CONTROL_ROUNDS && (await acceptsWithoutSum(made, path))) {
          missedByControl.add(name);
        }
        const seen = await verdict(made, path);
        if (seen === 'accepted') missed.push(name);
        else if (!FOUND.includes(seen)) missed.push(`${name}: ${seen}`);
        removeFile(path);
      }
    }
    expect(missed).toEqual([]);
    expect(edits).toBeGreaterThanOrEqual(ROUNDS * 39);
    // Control: without the sum, replayed and reordered rows pass.
    expect([...missedByControl]).toEqual(expect.arrayContaining(['replay an older entry']));
    expect(missedByControl.size).toBeGreaterThan(5);
    reportFigure('SQL edits of a vault', edits);
  });

  it('accepts the file that nobody edited (control of the test)', async () => {
    const lived = await livedVault();
    expect(await verdict(lived, lived.path)).toBe('accepted');
    expect(await acceptsWithoutSum(lived, lived.path)).toBe(true);
  });

  it('lies nowhere in the file in clear', async () => {
    const lived = await livedVault();
    const db = openSqliteFile(lived.path, { area: 'vault', mode: 'read' });
    const { meta, slots } = readHeaderRows(db, lived.path);
    const scope = { vaultId: meta.vault, epoch: meta.epoch };
    const credential = { kind: 'recovery', code: lived.recoveryCode } as const;
    const keys = new VaultKeys(await unwrapVaultKey(scope, slots, credential));
    const row = readManifestRow(db);
    const state = row === null ? null : openManifest(keys, scope, row);
    const hex = state?.sum.toString(16).padStart(64, '0') ?? '';
    db.close();
    const file = readFileSync(lived.path);
    expect(hex).toHaveLength(64);
    expect(file.includes(Buffer.from(hex, 'hex'))).toBe(false);
    expect(file.includes(hex)).toBe(false);
    for (const secret of [keys.vaultKey, parseRecoveryCode(lived.recoveryCode)]) {
      expect(file.includes(secret.expose())).toBe(false);
    }
  });
});

describe('an accumulator that could be read (control of the design)', () => {
  it('would let a set of entries be rolled back unseen', () => {
    // The attacker saw the XOR before and after each of 300 changes, so knows what each rollback would add to it.
    const steps = Array.from({ length: 300 }, () =>
      BigInt(`0x${systemRandom.bytes(32).toString('hex')}`),
    );
    const rolledBack = dependentSubset(steps);
    expect(rolledBack.length).toBeGreaterThan(0);
    expect(rolledBack.reduce((sum, index) => sum ^ (steps[index] ?? 0n), 0n)).toBe(0n);
  });
});

/** Indexes of a non-empty subset whose XOR is zero, by elimination over single bits. */
function dependentSubset(values: readonly bigint[]): number[] {
  const pivots = new Map<number, { value: bigint; members: bigint }>();
  for (const [index, start] of values.entries()) {
    let value = start;
    let members = 1n << BigInt(index);
    while (value !== 0n) {
      const top = value.toString(2).length;
      const pivot = pivots.get(top);
      if (pivot === undefined) {
        pivots.set(top, { value, members });
        break;
      }
      value ^= pivot.value;
      members ^= pivot.members;
    }
    if (value === 0n) return [...values.keys()].filter((at) => (members >> BigInt(at)) & 1n);
  }
  return [];
}

/** A copy of the lived vault with the edit applied; null where the edit found nothing to do. */
function editedCopy(edit: (db: SqliteDatabase) => boolean): string | null {
  const path = join(made.folder, `edited-${newId('evt', systemRandom)}.db`);
  copyFileSync(made.path, path);
  const db = openSqliteFile(path, { area: 'vault', mode: 'write' });
  db.prepare('ATTACH ? AS older').run(made.olderPath);
  const isDone = edit(db);
  db.exec('DETACH older');
  db.pragma('journal_mode = DELETE');
  db.close();
  if (isDone) return path;
  removeFile(path);
  return null;
}

function removeFile(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
}
