import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSqliteFile } from '../../../src-core/sqlite/sqlite-file.ts';
import { openVault } from '../../../src-core/vault/open-vault.ts';
import { verifyBackup } from '../../../src-core/vault/verify-backup.ts';
import { openKwv1 } from '../../vectors/open-kwv1.mjs';
import { contentOf, epochOf, makeFullVault, newRecoveryCode } from './rekey-fixture.ts';
import {
  addEntries,
  CHEAP_KDF,
  CTX,
  failureCode,
  PASSWORD,
  reopen,
  secretBytes,
  testDeps,
  withPassword,
} from './vault-fixture.ts';

const NEXT = 'another long password';

function rekeyOf(recoveryCode = newRecoveryCode(), password = PASSWORD) {
  return { password: secretBytes(password), recoveryCode };
}

/** Every blob of the file, and the wrapped keys. */
function sealedParts(path: string): Buffer[] {
  const db = openSqliteFile(path, { area: 'vault', mode: 'read' });
  const of = (sql: string): Buffer[] => db.prepare(sql).pluck().all() as Buffer[];
  const parts = ['entries', 'history', 'trash'].flatMap((table) => [
    ...of(`SELECT overview FROM ${table}`),
    ...of(`SELECT secret FROM ${table}`),
  ]);
  parts.push(...of('SELECT event FROM audit'), ...of('SELECT value FROM settings'));
  parts.push(...of('SELECT sealed FROM manifest'), ...of('SELECT wrapped FROM slots'));
  db.close();
  return parts;
}

function found(path: string, parts: readonly Buffer[]): number {
  const bytes = Buffer.concat([readFileSync(path), readFileSync(`${path}-wal`)]);
  return parts.filter((part) => bytes.includes(part)).length;
}

describe('a new vault key', () => {
  it('keeps entries, secrets, history, trash and the chain, and this vault goes on with it', async () => {
    const made = await makeFullVault();
    const before = contentOf(made.vault);
    const events = made.vault.readEvents(0, 100);
    expect(await made.vault.rekey(rekeyOf(), CTX)).toEqual({ isComplete: true });
    expect(contentOf(made.vault)).toEqual(before);
    const after = made.vault.readEvents(0, 100);
    expect(after.slice(0, -1)).toEqual(events);
    expect(after.at(-1)).toMatchObject({ kind: 'vault.rekeyed', details: { epoch: 2 } });
    addEntries(made.vault, 'later');
    const chain = { ok: true, events: events.length + 2, broken: null };
    expect(made.vault.verifyChain()).toEqual(chain);
    await made.vault.close();
    const vault = await openVault({ path: made.path, credential: withPassword() }, made.deps);
    expect(vault.readOnlyCause).toBeNull();
    expect(vault.verifyChain()).toEqual(chain);
    await vault.close();
    expect(await verifyBackup(made.path, withPassword())).toMatchObject({ entries: 3 });
  });

  it('takes the former recovery code out and lets the new one in', async () => {
    const made = await makeFullVault();
    const recoveryCode = newRecoveryCode();
    await made.vault.rekey(rekeyOf(recoveryCode), CTX);
    expect(await failureCode(() => reopen(made))).toBe('vault/wrong-recovery-code');
    expect((await reopen({ ...made, recoveryCode })).list()).toHaveLength(2);
  });

  it('leaves no former blob and no former slot in the file or its log', async () => {
    const made = await makeFullVault();
    const former = sealedParts(made.path);
    expect(found(made.path, former)).toBe(former.length);
    await made.vault.rekey(rekeyOf(), CTX);
    expect(found(made.path, former)).toBe(0);
  });

  it('leaves an older copy with an older password to open that copy only', async () => {
    const made = await makeFullVault();
    const copy = join(made.folder, 'copy.db');
    await made.vault.backup(copy, CTX);
    await made.vault.changePassword(secretBytes(NEXT), CTX);
    await made.vault.rekey(rekeyOf(newRecoveryCode(), NEXT), CTX);
    const old = await openVault({ path: copy, credential: withPassword() }, made.deps);
    expect(old.list()).toHaveLength(2);
    await old.close();
    // The old slots, put into the present file, lead to the old key, which opens nothing in it.
    const db = openSqliteFile(made.path, { area: 'vault', mode: 'write' });
    db.exec(`ATTACH '${copy}' AS old`);
    db.exec("DELETE FROM slots WHERE kind = 'password'; INSERT INTO slots SELECT * FROM old.slots");
    db.close();
    const vault = await openVault({ path: made.path, credential: withPassword() }, made.deps);
    expect(vault.readOnlyCause).toBe('changed-outside');
    expect(vault.list()).toEqual([]);
    expect(vault.listTrash()).toEqual([]);
    await vault.close();
  });

  it('can be given again: each stretch of the chain verifies with its own key', async () => {
    const made = await makeFullVault();
    for (let round = 0; round < 3; round += 1) {
      await made.vault.rekey(rekeyOf(), CTX);
      addEntries(made.vault, `round ${round}`);
    }
    expect(epochOf(made.path)).toBe(4);
    expect(made.vault.verifyChain()).toMatchObject({ ok: true });
    expect(await verifyBackup(made.path, withPassword())).toMatchObject({ entries: 5 });
    const read = await openKwv1(made.path, { password: PASSWORD });
    expect(read).toMatchObject({ epoch: 4, vaultId: made.vault.id });
  });

  it('would be found if the former chain key were lost (control)', async () => {
    const made = await makeFullVault();
    await made.vault.rekey(rekeyOf(), CTX);
    const db = openSqliteFile(made.path, { area: 'vault', mode: 'write' });
    db.exec('DELETE FROM settings');
    db.close();
    expect(made.vault.verifyChain().broken).toMatchObject({ seq: 1 });
  });

  it('makes other programs with the vault open lock themselves', async () => {
    const made = await makeFullVault();
    const other = await reopen(made);
    expect(other.list()).toHaveLength(2);
    await made.vault.rekey(rekeyOf(), CTX);
    expect(await failureCode(() => other.list())).toBe('vault/locked');
    expect(await failureCode(() => addEntries(other, 'late'))).toBe('vault/locked');
    expect(made.vault.readOnlyCause).toBeNull();
  });

  it('is not given for a wrong password, no code, or the present code; nothing is changed', async () => {
    const made = await makeFullVault();
    const bytes = readFileSync(made.path);
    const attempt = (code?: Parameters<typeof rekeyOf>[0], password?: string) =>
      failureCode(() => made.vault.rekey(rekeyOf(code, password), CTX));
    expect(await attempt(newRecoveryCode(), NEXT)).toBe('vault/wrong-password');
    expect(await attempt(made.recoveryCode)).toBe('vault/wrong-recovery-code');
    expect(readFileSync(made.path).equals(bytes)).toBe(true);
    expect(epochOf(made.path)).toBe(1);
    expect(made.vault.list()).toHaveLength(2);
  });

  it('does not bring back a password that was changed while it was hashed', async () => {
    // Its hashing takes so much longer that the other program is done first, as good as always.
    const parameters = { ...CHEAP_KDF.parameters, passes: 20 };
    const made = await makeFullVault(testDeps({ kdf: { parameters, calibration: null } }));
    const other = await reopen({ ...made, deps: testDeps() });
    const rekeying = failureCode(() => made.vault.rekey(rekeyOf(), CTX));
    const changing = failureCode(() => other.changePassword(secretBytes(NEXT), CTX));
    const outcomes = await Promise.all([rekeying, changing]);
    const former = await failureCode(async () => {
      const vault = await openVault({ path: made.path, credential: withPassword() }, made.deps);
      await vault.close();
    });
    if (outcomes[0] === null) expect([...outcomes, former]).toEqual([null, 'vault/locked', null]);
    else {
      expect([...outcomes, former]).toEqual(['vault/conflict', null, 'vault/wrong-password']);
    }
  });

  it('ends with the vault as it was where a row does not open', async () => {
    const made = await makeFullVault();
    const db = openSqliteFile(made.path, { area: 'vault', mode: 'write' });
    // Salt, commitment and tag stay, so that only opening the blob finds it.
    const [row] = db.prepare('SELECT id, secret FROM history').all() as {
      id: string;
      secret: Buffer;
    }[];
    if (row === undefined) throw new Error('no history');
    row.secret.writeUInt8(row.secret.readUInt8(70) ^ 1, 70);
    db.prepare('UPDATE history SET secret = ? WHERE id = ?').run(row.secret, row.id);
    db.close();
    expect(await failureCode(() => made.vault.rekey(rekeyOf(), CTX))).toBe('vault/damaged');
    expect(epochOf(made.path)).toBe(1);
    expect((await reopen(made)).list()).toHaveLength(2);
  });
});
