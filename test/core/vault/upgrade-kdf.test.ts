import { describe, expect, it } from 'vitest';
import { gradeKdf, standardKdf } from '../../../src-core/crypto/kdf-parameters.ts';
import { openSqliteFile } from '../../../src-core/sqlite/sqlite-file.ts';
import { openVault } from '../../../src-core/vault/open-vault.ts';
import { readVaultHeader } from '../../../src-core/vault/vault-header.ts';
import {
  addEntries,
  CTX,
  failureCode,
  makeVault,
  PASSWORD,
  secretBytes,
  testDeps,
  withPassword,
} from './vault-fixture.ts';

const STRONGER = { memoryKib: 65_536, passes: 3, lanes: 4 };
const HEAVY = { memoryKib: 262_145, passes: 2, lanes: 1 };

function depsWith(parameters: typeof STRONGER) {
  return testDeps({ kdf: { parameters, calibration: null } });
}

function parametersIn(path: string): object | undefined {
  const db = openSqliteFile(path, { area: 'vault', mode: 'read' });
  const sql = "SELECT memory_kib, passes, lanes FROM slots WHERE kind = 'password'";
  const rows = db.prepare(sql).all() as object[];
  db.close();
  return rows.length === 1 ? rows[0] : undefined;
}

describe('upgrading the hashing of the password', () => {
  it('is offered by the header where the slot is below all that is written', async () => {
    const made = await makeVault();
    expect(readVaultHeader(made.path).kdf).toBe('light');
    expect(gradeKdf(STRONGER)).toBe('usual');
    expect(gradeKdf(standardKdf.parameters)).toBe('usual');
    expect(gradeKdf({ ...STRONGER, memoryKib: 262_144 })).toBe('usual');
    expect(gradeKdf({ ...STRONGER, memoryKib: 262_145 })).toBe('heavy');
  });

  it('wraps the key anew for the same password, and only the same', async () => {
    const made = await makeVault();
    addEntries(made.vault, 'one');
    await made.vault.close();
    const deps = depsWith(STRONGER);
    const vault = await openVault({ path: made.path, credential: withPassword() }, deps);
    const outcome = await vault.upgradeKdf(secretBytes(PASSWORD), CTX);
    expect(outcome).toEqual({ isUpgraded: true, isComplete: true });
    expect(vault.readEvents(0, 100).at(-1)?.kind).toBe('vault.password-rehashed');
    await vault.close();
    expect(parametersIn(made.path)).toEqual({ memory_kib: 65_536, passes: 3, lanes: 4 });
    expect(readVaultHeader(made.path).kdf).toBe('usual');
    const again = await openVault({ path: made.path, credential: withPassword() }, deps);
    expect(again.list()).toHaveLength(1);
    await again.close();
  });

  it('takes the present password', async () => {
    const made = await makeVault();
    const attempt = () => made.vault.upgradeKdf(secretBytes('not the password at all'), CTX);
    expect(await failureCode(attempt)).toBe('vault/wrong-password');
    expect(readVaultHeader(made.path).kdf).toBe('light');
  });

  it('never makes it weaker, nor changes anything for nothing', async () => {
    const made = await makeVault(depsWith(STRONGER));
    const before = parametersIn(made.path);
    await made.vault.close();
    for (const parameters of [STRONGER, { memoryKib: 19_456, passes: 20, lanes: 4 }]) {
      const opening = { path: made.path, credential: withPassword() };
      const vault = await openVault(opening, depsWith(parameters));
      const { generation } = vault;
      const outcome = await vault.upgradeKdf(secretBytes(PASSWORD), CTX);
      expect(outcome).toEqual({ isUpgraded: false, isComplete: true });
      expect(vault.generation).toBe(generation);
      await vault.close();
    }
    expect(parametersIn(made.path)).toEqual(before);
  });
});

describe('a vault that asks for more memory than is ever written', () => {
  it('opens only where the person agreed; then its password can be checked and changed', async () => {
    const made = await makeVault(depsWith(HEAVY));
    addEntries(made.vault, 'one');
    await made.vault.close();
    const { path } = made;
    expect(readVaultHeader(path).kdf).toBe('heavy');
    const unasked = () => openVault({ path, credential: withPassword() }, made.deps);
    expect(await failureCode(unasked)).toBe('vault/kdf-refused');
    const password = secretBytes(PASSWORD);
    const credential = { kind: 'password', password, acceptsHeavyKdf: true } as const;
    const vault = await openVault({ path, credential }, testDeps());
    expect(vault.list()).toHaveLength(1);
    await vault.checkPassword(secretBytes(PASSWORD));
    await vault.changePassword(secretBytes(PASSWORD), CTX);
    await vault.close();
    expect(readVaultHeader(path).kdf).toBe('light');
  });

  it('is refused beyond 1 GiB, whoever agrees', async () => {
    const made = await makeVault();
    await made.vault.close();
    const db = openSqliteFile(made.path, { area: 'vault', mode: 'write' });
    db.exec("UPDATE slots SET memory_kib = 1048577 WHERE kind = 'password'");
    db.close();
    const password = secretBytes(PASSWORD);
    const credential = { kind: 'password', password, acceptsHeavyKdf: true } as const;
    const open = () => openVault({ path: made.path, credential }, made.deps);
    expect(await failureCode(open)).toBe('vault/kdf-refused');
  });
});
