import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newId, systemRandom } from '../../../src-core/runtime/random.ts';
import { openSqliteFile } from '../../../src-core/sqlite/sqlite-file.ts';
import { addEntries, CTX, type MadeVault, makeVault, overview, reopen } from './vault-fixture.ts';

async function vaultWithEvents(): Promise<MadeVault> {
  const made = await makeVault();
  addEntries(made.vault, 'a', 'b', 'c', 'd', 'e');
  await made.vault.close();
  return made;
}

describe('the chain of the vault', () => {
  it.each([
    ['a hash that was edited', 'UPDATE audit SET hash = zeroblob(32) WHERE seq = 3', 3],
    ['an event that was deleted', 'DELETE FROM audit WHERE seq = 3', 4],
    ['the first event deleted', 'DELETE FROM audit WHERE seq = 1', 2],
    [
      'an event that was put elsewhere',
      'UPDATE audit SET event = (SELECT event FROM audit o WHERE o.seq = 2) WHERE seq = 4',
      4,
    ],
    ['a cut at the end', 'DELETE FROM audit WHERE seq > 4', 4],
    ['an edit that leaves the chain whole', 'DELETE FROM entries', 6],
  ])('shows %s, with the row', async (_name, sql, seq) => {
    const made = await vaultWithEvents();
    const path = join(made.folder, 'edited.db');
    copyFileSync(made.path, path);
    const db = openSqliteFile(path, { area: 'vault', mode: 'write' });
    db.exec(sql);
    db.close();
    const vault = await reopen(made, { path });
    expect(vault.verifyChain()).toMatchObject({ ok: false, broken: { seq } });
    expect((await reopen(made)).verifyChain()).toMatchObject({ ok: true, events: 6 });
  });

  it('shows a row whose hash was made again without the key of the chain', async () => {
    const made = await vaultWithEvents();
    const db = openSqliteFile(made.path, { area: 'vault', mode: 'write' });
    db.exec('UPDATE audit SET hash = randomblob(32) WHERE seq = 6');
    db.close();
    const vault = await reopen(made);
    const why = 'the hash does not follow from the event before';
    expect(vault.verifyChain().broken).toEqual({ seq: 6, why });
  });
});

describe('the manifest', () => {
  it('fits after each kind of write, in the process and after a restart', async () => {
    const made = await makeVault();
    const { vault } = made;
    const [id = newId('ent', systemRandom), other = newId('ent', systemRandom)] = addEntries(
      vault,
      'a',
      'b',
    );
    const change = { expectedVersion: 1, overview: overview('c'), secret: null, event: 'x.y' };
    const writes: readonly (() => unknown)[] = [
      () => vault.change(id, change, CTX),
      () => vault.trash(id, CTX),
      () => vault.restore(id, CTX),
      () => vault.reveal(id, 'reveal', CTX),
      () => {
        vault.discard(other, CTX);
      },
    ];
    for (const [index, write] of writes.entries()) {
      write();
      const witness = await reopen(made);
      expect({ index, cause: witness.readOnlyCause }).toEqual({ index, cause: null });
      expect(witness.generation).toBe(3 + index);
      await witness.close();
    }
    expect(vault.readOnlyCause).toBeNull();
  });

  it('does not mind a clock that was set back', async () => {
    const made = await makeVault();
    (made.deps.clock as unknown as { set(ms: number): void }).set(1_000);
    addEntries(made.vault, 'a');
    const witness = await reopen(made);
    expect(witness.readOnlyCause).toBeNull();
    expect(witness.verifyChain().ok).toBe(true);
    expect(witness.readEvents(1, 1)[0]?.atMs).toBe(1_000);
  });
});
