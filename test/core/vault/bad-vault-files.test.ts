import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSqliteFile } from '../../../src-core/sqlite/sqlite-file.ts';
import { createVault } from '../../../src-core/vault/create-vault.ts';
import { openVault } from '../../../src-core/vault/open-vault.ts';
import { readVaultHeader } from '../../../src-core/vault/vault-header.ts';
import {
  addEntries,
  failureCode,
  type MadeVault,
  makeVault,
  PASSWORD,
  reopen,
  secretBytes,
  temporaryFolder,
  testDeps,
} from './vault-fixture.ts';

/** What reading the header and unlocking by recovery code end with. */
async function verdict(made: MadeVault, path: string): Promise<readonly (string | null)[]> {
  return [
    await failureCode(() => readVaultHeader(path)),
    await failureCode(async () => {
      const vault = await reopen(made, { path });
      vault.list();
    }),
  ];
}

async function closedVault(): Promise<MadeVault> {
  const made = await makeVault();
  addEntries(made.vault, 'one', 'two');
  await made.vault.close();
  return made;
}

describe('a path without a vault', () => {
  it('is reported as not found', async () => {
    const made = await closedVault();
    const path = join(made.folder, 'none.db');
    expect(await verdict(made, path)).toEqual(['vault/not-found', 'vault/not-found']);
  });

  it('is reported as foreign where a folder, a text, an empty file or another database lies there', async () => {
    const made = await closedVault();
    const [folder, text, empty, other] = ['d', 't', 'e', 'o'].map((name) =>
      join(made.folder, name),
    );
    mkdirSync(folder ?? '');
    writeFileSync(text ?? '', 'hello\n'.repeat(100));
    writeFileSync(empty ?? '', '');
    const db = openSqliteFile(other ?? '', { area: 'vault', mode: 'create' });
    db.exec('CREATE TABLE t (x)');
    db.close();
    for (const path of [folder, text, empty, other]) {
      expect(await verdict(made, path ?? '')).toEqual(['vault/foreign', 'vault/foreign']);
    }
  });
});

describe('a vault file that is not whole', () => {
  it('is refused as damaged or opened read-only, wherever it is cut', async () => {
    const made = await closedVault();
    const size = readFileSync(made.path).length;
    const path = join(made.folder, 'cut.db');
    for (let at = 50; at < size; at += 1_700) {
      copyFileSync(made.path, path);
      truncateSync(path, at);
      const [, opening] = await verdict(made, path);
      expect(['vault/damaged', 'vault/foreign'], `cut at ${at}`).toContain(opening);
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    }
  });

  it('never opens as if nothing were wrong where a page was overwritten', async () => {
    const made = await closedVault();
    const original = readFileSync(made.path);
    const path = join(made.folder, 'hurt.db');
    for (let page = 4_096; page < original.length; page += 4_096) {
      const hurt = Buffer.from(original);
      hurt.fill(0xa5, page, page + 4_096);
      writeFileSync(path, hurt);
      const code = await failureCode(async () => {
        const vault = await reopen(made, { path });
        expect(vault.readOnlyCause, `page at ${page}`).toBe('changed-outside');
        await vault.close();
      });
      expect([null, 'vault/damaged', 'vault/wrong-recovery-code']).toContain(code);
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    }
  });

  it('is named newer where a later format version wrote it, and is not touched', async () => {
    const made = await closedVault();
    const db = openSqliteFile(made.path, { area: 'vault', mode: 'write' });
    db.pragma('user_version = 2');
    db.pragma('journal_mode = DELETE');
    db.close();
    const before = readFileSync(made.path);
    expect(await verdict(made, made.path)).toEqual(['vault/newer', 'vault/newer']);
    expect(readFileSync(made.path).equals(before)).toBe(true);
  });
});

describe('password hashing parameters in the file', () => {
  it.each([
    ['too little memory', { memory_kib: 19_455 }],
    ['too much memory', { memory_kib: 1_048_577 }],
    ['more memory than is ever written', { memory_kib: 262_145 }],
    ['one pass', { passes: 1 }],
    ['21 passes', { passes: 21 }],
    ['no lane', { lanes: 0 }],
    ['17 lanes', { lanes: 17 }],
    ['more than 4 GiB in all', { memory_kib: 1_048_576, passes: 5 }],
    ['all the memory there is', { memory_kib: 4_294_967_295 }],
  ])('are refused before anything is allocated: %s', async (_name, edit) => {
    const made = await closedVault();
    const db = openSqliteFile(made.path, { area: 'vault', mode: 'write' });
    for (const [column, value] of Object.entries(edit)) {
      db.prepare(`UPDATE slots SET ${column} = ? WHERE kind = 'password'`).run(value);
    }
    db.close();
    const credential = { kind: 'password', password: secretBytes(PASSWORD) } as const;
    const open = () => openVault({ path: made.path, credential }, made.deps);
    expect(await failureCode(open)).toBe('vault/kdf-refused');
  });

  it('open nothing when edited within the range', async () => {
    const made = await closedVault();
    const db = openSqliteFile(made.path, { area: 'vault', mode: 'write' });
    db.prepare("UPDATE slots SET passes = 3 WHERE kind = 'password'").run();
    db.close();
    const credential = { kind: 'password', password: secretBytes(PASSWORD) } as const;
    const open = () => openVault({ path: made.path, credential }, made.deps);
    expect(await failureCode(open)).toBe('vault/wrong-password');
  });
});

describe('a password for a new vault', () => {
  it.each([
    ['shorter than 15 characters', 'fourteen chars'],
    ['longer than 1,024 characters', 'x'.repeat(1_025)],
    ['longer than 1,024 bytes', 'ж'.repeat(600)],
    ['with a control character', 'correct horse\u0000battery'],
    ['with a code point that is not assigned', 'correct horse \u0378 battery'],
  ])('is rejected, never cut: %s', async (_name, password) => {
    const path = join(temporaryFolder(), 'vault.db');
    const create = () => createVault({ path, password: secretBytes(password) }, testDeps());
    expect(await failureCode(create)).toBe('usage/password-rejected');
    expect(await failureCode(() => readVaultHeader(path))).toBe('vault/not-found');
  });

  it('opens in whichever form the keyboard composes its letters', async () => {
    const path = join(temporaryFolder(), 'vault.db');
    const deps = testDeps();
    const composed = 'correct hörse bättery ½';
    const made = await createVault({ path, password: secretBytes(composed) }, deps);
    await made.vault.close();
    const credential = {
      kind: 'password',
      password: secretBytes(composed.normalize('NFD')),
    } as const;
    const vault = await openVault({ path, credential }, deps);
    expect(vault.readOnlyCause).toBeNull();
    await vault.close();
  });
});
