import { copyFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newId, systemRandom } from '../../../src-core/runtime/random.ts';
import { openSqliteFile } from '../../../src-core/sqlite/sqlite-file.ts';
import { addEntries, CTX, failureCode, makeVault, overview, reopen } from './vault-fixture.ts';

describe('two programs on one vault', () => {
  it('see each other’s commits at their next look', async () => {
    const made = await makeVault();
    const other = await reopen(made);
    const [id = newId('ent', systemRandom)] = addEntries(made.vault, 'one');
    expect(other.list().map((entry) => entry.id)).toEqual([id]);
    other.trash(id, CTX);
    expect(made.vault.list()).toEqual([]);
    expect(made.vault.readOnlyCause).toBeNull();
    expect(made.vault.generation).toBe(other.generation);
  });

  it('never lose an update: the second change of one state is refused', async () => {
    const made = await makeVault();
    const other = await reopen(made);
    const [id = newId('ent', systemRandom)] = addEntries(made.vault, 'one');
    const change = { expectedVersion: 1, secret: null, event: 'entry.edited' };
    made.vault.change(id, { ...change, overview: overview('mine') }, CTX);
    const late = () => other.change(id, { ...change, overview: overview('theirs') }, CTX);
    expect(await failureCode(late)).toBe('vault/conflict');
    expect(other.get('mine').version).toBe(2);
  });

  it('interleave their writes in one chain and one manifest', async () => {
    const made = await makeVault();
    const other = await reopen(made);
    for (let round = 0; round < 20; round += 1) {
      addEntries(round % 2 === 0 ? made.vault : other, `entry ${round}`);
    }
    const third = await reopen(made);
    expect(third.readOnlyCause).toBeNull();
    expect(third.list()).toHaveLength(20);
    expect(third.verifyChain()).toEqual({ ok: true, events: 21, broken: null });
  });

  it('refuse to reveal or write what a third one edited meanwhile', async () => {
    const made = await makeVault();
    const [one = newId('ent', systemRandom), two = newId('ent', systemRandom)] = addEntries(
      made.vault,
      'one',
      'two',
    );
    const editor = openSqliteFile(made.path, { area: 'vault', mode: 'write' });
    editor.prepare('DELETE FROM entries WHERE id = ?').run(two);
    editor.close();
    const reveal = () => made.vault.reveal(one, 'reveal', CTX);
    expect(await failureCode(reveal)).toBe('vault/changed-outside');
    expect(made.vault.readOnlyCause).toBe('changed-outside');
    expect(await failureCode(() => addEntries(made.vault, 'three'))).toBe('vault/changed-outside');
    expect(made.vault.list().map((entry) => entry.id)).toEqual([one]);
  });

  it('refuse a trigger before it can run', async () => {
    const made = await makeVault();
    const [id = newId('ent', systemRandom)] = addEntries(made.vault, 'one');
    const editor = openSqliteFile(made.path, { area: 'vault', mode: 'write' });
    editor.exec('CREATE TRIGGER t AFTER INSERT ON audit BEGIN DELETE FROM entries; END');
    editor.close();
    expect(await failureCode(() => made.vault.trash(id, CTX))).toBe('vault/changed-outside');
    const other = await reopen(made);
    expect(other.readOnlyCause).toBe('changed-outside');
  });

  it('lock themselves when the file is replaced under them', async () => {
    const made = await makeVault();
    addEntries(made.vault, 'one');
    const copy = join(made.folder, 'copy.db');
    copyFileSync(made.path, copy);
    renameSync(copy, made.path);
    expect(await failureCode(() => addEntries(made.vault, 'two'))).toBe('vault/locked');
    expect(await failureCode(() => made.vault.list())).toBe('vault/locked');
  });

  it('lock themselves when the vault has another epoch', async () => {
    const made = await makeVault();
    const editor = openSqliteFile(made.path, { area: 'vault', mode: 'write' });
    editor.exec('UPDATE meta SET epoch = 2');
    editor.close();
    expect(await failureCode(() => made.vault.list())).toBe('vault/locked');
  });

  it('find a vault that was set back while it was open', async () => {
    const made = await makeVault();
    addEntries(made.vault, 'one');
    await made.vault.close();
    const vault = await reopen(made);
    const old = openSqliteFile(made.path, { area: 'vault', mode: 'read' });
    const manifest = old.prepare('SELECT generation, sealed FROM manifest').get() as object;
    const audit = old.prepare('SELECT max(seq) AS seq FROM audit').get() as { seq: number };
    old.close();
    const [id = newId('ent', systemRandom)] = addEntries(vault, 'two');
    const editor = openSqliteFile(made.path, { area: 'vault', mode: 'write' });
    editor.prepare('DELETE FROM entries WHERE id = ?').run(id);
    editor.prepare('DELETE FROM audit WHERE seq > ?').run(audit.seq);
    editor.prepare('UPDATE manifest SET generation = @generation, sealed = @sealed').run(manifest);
    editor.close();
    expect(await failureCode(() => addEntries(vault, 'three'))).toBe('vault/rolled-back');
    expect(vault.readOnlyCause).toBe('rolled-back');
  });
});
