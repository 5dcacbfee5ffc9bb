import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newId, systemRandom } from '../../../src-core/runtime/random.ts';
import { openSqliteFile } from '../../../src-core/sqlite/sqlite-file.ts';
import { restoreBackup } from '../../../src-core/vault/restore-backup.ts';
import { verifyBackup } from '../../../src-core/vault/verify-backup.ts';
import {
  addEntries,
  CTX,
  failureCode,
  type MadeVault,
  makeVault,
  reopen,
  secretBytes,
  temporaryFolder,
  withPassword,
} from './vault-fixture.ts';

function recovery(made: MadeVault) {
  return { kind: 'recovery', code: made.recoveryCode } as const;
}

describe('a backup', () => {
  it('is one private file that opens with the password, and says how much it holds', async () => {
    const made = await makeVault();
    addEntries(made.vault, 'one', 'two');
    const path = join(temporaryFolder(), 'b.kw');
    const { entries, bytes } = await made.vault.backup(path, CTX);
    expect([entries, bytes]).toEqual([2, statSync(path).size]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const report = await verifyBackup(path, withPassword());
    expect(report).toMatchObject({ vaultId: made.vault.id, entries: 2 });
    expect(readdirSync(join(path, '..'))).toEqual(['b.kw']);
  });

  it('never overwrites a file', async () => {
    const made = await makeVault();
    const path = join(made.folder, 'b.kw');
    writeFileSync(path, 'mine');
    expect(await failureCode(() => made.vault.backup(path, CTX))).toBe('file/exists');
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  it('reports a folder that is not there, and leaves nothing behind', async () => {
    const made = await makeVault();
    const path = join(made.folder, 'none', 'b.kw');
    expect(await failureCode(() => made.vault.backup(path, CTX))).toBe('file/unwritable');
    expect(readdirSync(made.folder).filter((name) => name.includes('tmp'))).toEqual([]);
  });

  it('is refused when one byte of any of its pages that hold data is changed', async () => {
    const made = await makeVault();
    addEntries(made.vault, 'one');
    const path = join(made.folder, 'b.kw');
    await made.vault.backup(path, CTX);
    const original = readFileSync(path);
    const db = openSqliteFile(path, { area: 'vault', mode: 'read' });
    const { secret } = db.prepare('SELECT secret FROM entries').get() as { secret: Buffer };
    db.close();
    for (const at of [0, 10, 40, 100, secret.length - 1]) {
      const hurt = Buffer.from(original);
      const place = original.indexOf(secret) + at;
      hurt[place] = (hurt[place] ?? 0) ^ 1;
      writeFileSync(path, hurt);
      expect(await failureCode(() => verifyBackup(path, recovery(made)))).toBe('backup/damaged');
    }
    writeFileSync(path, original);
    expect(await failureCode(() => verifyBackup(path, recovery(made)))).toBeNull();
  });

  it('is reported missing, foreign or with a wrong password by its own word', async () => {
    const made = await makeVault();
    const path = join(made.folder, 'b.kw');
    expect(await failureCode(() => verifyBackup(path, recovery(made)))).toBe('file/not-found');
    writeFileSync(path, 'not a vault');
    expect(await failureCode(() => verifyBackup(path, recovery(made)))).toBe('backup/damaged');
    const good = join(made.folder, 'g.kw');
    await made.vault.backup(good, CTX);
    const wrong = withPassword('a wrong password of mine');
    expect(await failureCode(() => verifyBackup(good, wrong))).toBe('vault/wrong-password');
  });
});

describe('restoring a backup', () => {
  it('brings back what it held and keeps the replaced vault, which still opens', async () => {
    const made = await makeVault();
    const [id = newId('ent', systemRandom)] = addEntries(made.vault, 'one');
    const backupPath = join(made.folder, 'b.kw');
    await made.vault.backup(backupPath, CTX);
    addEntries(made.vault, 'two');
    await made.vault.close();
    const restore = { backupPath, vaultPath: made.path };
    const report = await restoreBackup(restore, recovery(made), made.deps);
    expect(report).toMatchObject({ entries: 1, vaultId: made.vault.id });
    const vault = await reopen(made);
    expect(vault.readOnlyCause).toBeNull();
    expect(vault.list().map((entry) => entry.id)).toEqual([id]);
    expect(vault.readEvents(0, 10).at(-1)?.kind).toBe('vault.restored');
    const replaced = await reopen(made, { path: report.replacedPath ?? '' });
    expect(replaced.list()).toHaveLength(2);
    expect(readFileSync(backupPath).length).toBeGreaterThan(0);
  });

  it('is refused while another program has the vault open, and nothing is moved', async () => {
    const made = await makeVault();
    addEntries(made.vault, 'one');
    const backupPath = join(made.folder, 'b.kw');
    await made.vault.backup(backupPath, CTX);
    const before = statSync(made.path).ino;
    const restore = { backupPath, vaultPath: made.path };
    const attempt = () => restoreBackup(restore, recovery(made), made.deps);
    expect(await failureCode(attempt)).toBe('vault/busy');
    expect(statSync(made.path).ino).toBe(before);
    addEntries(made.vault, 'two');
    expect(made.vault.list()).toHaveLength(2);
  });

  it('works where the vault is gone, or damaged, and keeps the damaged one with its log', async () => {
    const made = await makeVault();
    addEntries(made.vault, 'one');
    const backupPath = join(made.folder, 'b.kw');
    await made.vault.backup(backupPath, CTX);
    await made.vault.close();
    const folder = temporaryFolder();
    const vaultPath = join(folder, 'new', 'vault.db');
    const restore = { backupPath, vaultPath };
    const first = await restoreBackup(restore, recovery(made), made.deps);
    expect(first.replacedPath).toBeNull();
    writeFileSync(vaultPath, 'ruined');
    writeFileSync(`${vaultPath}-wal`, 'a log');
    const second = await restoreBackup(restore, recovery(made), made.deps);
    expect(readFileSync(second.replacedPath ?? '', 'utf8')).toBe('ruined');
    expect(readFileSync(`${second.replacedPath ?? ''}-wal`, 'utf8')).toBe('a log');
    expect(existsSync(`${vaultPath}-wal`)).toBe(false);
    expect((await reopen(made, { path: vaultPath })).list()).toHaveLength(1);
  });

  it('changes nothing where the backup is damaged or the password is wrong', async () => {
    const made = await makeVault();
    addEntries(made.vault, 'one');
    const backupPath = join(made.folder, 'b.kw');
    await made.vault.backup(backupPath, CTX);
    await made.vault.close();
    const hurtPath = join(made.folder, 'hurt.kw');
    copyFileSync(backupPath, hurtPath);
    const bytes = readFileSync(hurtPath);
    writeFileSync(hurtPath, bytes.subarray(0, bytes.length - 4_096));
    const before = readFileSync(made.path);
    const hurt = { backupPath: hurtPath, vaultPath: made.path };
    const attempt = () => restoreBackup(hurt, recovery(made), made.deps);
    expect(await failureCode(attempt)).toBe('backup/damaged');
    const wrong = { kind: 'password', password: secretBytes('not this password') } as const;
    const good = { backupPath, vaultPath: made.path };
    expect(await failureCode(() => restoreBackup(good, wrong, made.deps))).toBe(
      'vault/wrong-password',
    );
    expect(readFileSync(made.path).equals(before)).toBe(true);
    expect(readdirSync(made.folder).toSorted()).toEqual(['b.kw', 'hurt.kw', 'vault.db']);
  });
});
