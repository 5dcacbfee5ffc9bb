import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openSqliteFile } from '../../../src-core/sqlite/sqlite-file.ts';
import { openVault } from '../../../src-core/vault/open-vault.ts';
import {
  addEntries,
  CTX,
  failureCode,
  makeVault,
  PASSWORD,
  reopen,
  secretBytes,
  withPassword,
} from './vault-fixture.ts';

const NEXT = 'another long password';

/** Whether the bytes of the former password slot lie anywhere in the file or its log. */
function liesInFiles(path: string, bytes: Buffer): boolean {
  return ['', '-wal'].some((suffix) => {
    try {
      return readFileSync(`${path}${suffix}`).includes(bytes);
    } catch {
      return false;
    }
  });
}

function wrappedKey(path: string): Buffer {
  const db = openSqliteFile(path, { area: 'vault', mode: 'read' });
  const sql = "SELECT wrapped FROM slots WHERE kind = 'password'";
  const { wrapped } = db.prepare(sql).get() as { wrapped: Buffer };
  db.close();
  return wrapped;
}

describe('changing the password', () => {
  it('lets in the new one only, keeps the recovery code and every entry', async () => {
    const made = await makeVault();
    addEntries(made.vault, 'one');
    expect(await made.vault.changePassword(secretBytes(NEXT), CTX)).toEqual({ isComplete: true });
    await made.vault.close();
    const open = (text: string) =>
      openVault({ path: made.path, credential: withPassword(text) }, made.deps);
    expect(await failureCode(() => open(PASSWORD))).toBe('vault/wrong-password');
    const vault = await open(NEXT);
    expect(vault.list()).toHaveLength(1);
    expect(vault.readEvents(0, 10).at(-1)?.kind).toBe('vault.password-changed');
    await vault.close();
    expect((await reopen(made)).list()).toHaveLength(1);
  });

  it('leaves the former slot nowhere in the file or its log', async () => {
    const made = await makeVault();
    addEntries(made.vault, 'one');
    const former = wrappedKey(made.path);
    expect(liesInFiles(made.path, former)).toBe(true);
    await made.vault.changePassword(secretBytes(NEXT), CTX);
    expect(liesInFiles(made.path, former)).toBe(false);
  });

  it('is not called complete while a reader keeps the former slot in the file, and completes at the next open', async () => {
    const made = await makeVault();
    addEntries(made.vault, 'one');
    const former = wrappedKey(made.path);
    const reader = openSqliteFile(made.path, { area: 'vault', mode: 'read' });
    const rows = reader.prepare('SELECT * FROM audit').iterate();
    rows.next();
    const outcome = await made.vault.changePassword(secretBytes(NEXT), CTX);
    expect(outcome).toEqual({ isComplete: false });
    expect(liesInFiles(made.path, former)).toBe(true);
    rows.return?.();
    reader.close();
    await reopen(made);
    expect(liesInFiles(made.path, former)).toBe(false);
  });

  it('refuses a password that breaks the rule and changes nothing', async () => {
    const made = await makeVault();
    const change = () => made.vault.changePassword(secretBytes('short'), CTX);
    expect(await failureCode(change)).toBe('usage/password-rejected');
    await made.vault.close();
    const vault = await openVault({ path: made.path, credential: withPassword() }, made.deps);
    await vault.close();
  });
});
