import { describe, expect, it } from 'vitest';
import { openSqliteFile } from '../../../src-core/sqlite/sqlite-file.ts';
import type { Vault } from '../../../src-core/vault/vault.ts';
import type { EntryId } from '../../../src-shared/ids/ids.ts';
import {
  addEntries,
  CTX,
  failureCode,
  type MadeVault,
  makeVault,
  overview,
  reopen,
} from './vault-fixture.ts';

/** Where ciphertext lies in every blob: after 61 bytes of head, salt and commitment. */
const IN_CIPHERTEXT = 70;

/** A closed vault of five entries and one in the trash, and the ids of the five in their order. */
async function closedVault(): Promise<MadeVault & { readonly ids: EntryId[] }> {
  const made = await makeVault();
  const [last] = addEntries(made.vault, 'thrown away', 'a', 'b', 'c', 'd', 'e');
  if (last === undefined) throw new Error('no entries');
  made.vault.trash(last, CTX);
  const ids = made.vault
    .list()
    .map(({ id }) => id)
    .toSorted();
  await made.vault.close();
  return { ...made, ids };
}

/** Attack: one bit of an overview's ciphertext is flipped; salt, commitment and tag, which the manifest covers, stay. */
function flip(path: string, table: 'entries' | 'trash', place: number): void {
  const db = openSqliteFile(path, { area: 'vault', mode: 'write' });
  const sql = `SELECT id, overview FROM ${table} ORDER BY id LIMIT 1 OFFSET ?`;
  const { id, overview: blob } = db.prepare(sql).get(place) as { id: string; overview: Buffer };
  blob[IN_CIPHERTEXT] = (blob[IN_CIPHERTEXT] ?? 0) ^ 1;
  db.prepare(`UPDATE ${table} SET overview = ? WHERE id = ?`).run(blob, id);
  db.close();
}

function look(vault: Vault, limit?: number): [number, string | null] {
  return [vault.list(limit).length, vault.readOnlyCause];
}

describe('an overview', () => {
  it('is opened only when it is listed: one that does not open shows then, and makes the vault read-only', async () => {
    const made = await closedVault();
    flip(made.path, 'entries', 2);
    const vault = await reopen(made);
    expect(vault.readOnlyCause).toBeNull();
    expect(look(vault, 2)).toEqual([2, null]);
    expect(look(vault, 3)).toEqual([3, 'changed-outside']);
    const readable = made.ids.filter((id) => id !== made.ids[2]);
    expect(vault.list().map(({ id }) => id)).toEqual(readable);
    expect(vault.list(1)).toHaveLength(1);
  });

  it('that does not open is never shown, changed or revealed, by its id or its name', async () => {
    const made = await closedVault();
    flip(made.path, 'entries', 2);
    const id = made.ids[2];
    if (id === undefined) throw new Error('no id');
    const change = { expectedVersion: 1, overview: overview('x'), secret: null, event: 'x.y' };
    const attempts: ((vault: Vault) => unknown)[] = [
      (vault) => vault.find(id),
      (vault) => vault.get(id),
      (vault) => vault.reveal(id, 'reveal', CTX),
      (vault) => vault.openForChange(id),
      (vault) => vault.change(id, change, CTX),
      (vault) => vault.trash(id, CTX),
      (vault) => vault.discard(id, CTX),
    ];
    for (const attempt of attempts) {
      const vault = await reopen(made);
      expect(await failureCode(() => attempt(vault))).toBe('vault/changed-outside');
      expect(await failureCode(() => attempt(vault))).toBe('vault/changed-outside');
      expect(vault.readOnlyCause).toBe('changed-outside');
      await vault.close();
    }
  });

  it('of the trash that does not open shows at unlock', async () => {
    const made = await closedVault();
    flip(made.path, 'trash', 0);
    const vault = await reopen(made);
    expect(vault.readOnlyCause).toBe('changed-outside');
    expect(vault.listTrash()).toEqual([]);
    expect(vault.list()).toHaveLength(5);
  });

  it('opens as long as nobody changed it (control)', async () => {
    const made = await closedVault();
    const vault = await reopen(made);
    expect(vault.list(2).map(({ id }) => id)).toEqual(made.ids.slice(0, 2));
    expect(look(vault)).toEqual([5, null]);
    expect(vault.list().map(({ id }) => id)).toEqual(made.ids);
    const [first] = made.ids;
    expect(vault.find(first ?? made.vault.list()[0]?.id ?? ('' as EntryId))?.id).toBe(first);
    expect(vault.listTrash()).toHaveLength(1);
  });
});
