import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { newId, systemRandom } from '../../../src-core/runtime/random.ts';
import { openSqliteFile } from '../../../src-core/sqlite/sqlite-file.ts';
import { openVault } from '../../../src-core/vault/open-vault.ts';
import { readVaultHeader } from '../../../src-core/vault/vault-header.ts';
import {
  addEntries,
  CTX,
  failureCode,
  makeVault,
  newEntry,
  overview,
  PASSWORD,
  reopen,
  secretBytes,
  withPassword,
} from './vault-fixture.ts';

describe('a new vault', () => {
  it('opens with its password and with its recovery code, in any case and without dashes', async () => {
    const made = await makeVault();
    const [id] = addEntries(made.vault, 'stripe');
    await made.vault.close();
    const typed = made.recoveryCode
      .expose()
      .toLowerCase()
      .replaceAll('-', ' ')
      .replaceAll('0', 'o');
    const { SecretText } = await import('../../../src-core/secret/secret-bytes.ts');
    const credentials = [
      withPassword(),
      { kind: 'recovery', code: made.recoveryCode } as const,
      { kind: 'recovery', code: new SecretText(typed) } as const,
    ];
    for (const credential of credentials) {
      const vault = await openVault({ path: made.path, credential }, made.deps);
      expect(vault.list().map((entry) => entry.id)).toEqual([id]);
      expect(vault.readOnlyCause).toBeNull();
      await vault.close();
    }
  });

  it('lies in a file only its owner may read, and says what it is without a password', async () => {
    const { path, vault } = await makeVault();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const header = readVaultHeader(path);
    expect(header).toMatchObject({ vaultId: vault.id, epoch: 1, formatVersion: 1 });
    expect(header.slots.toSorted()).toEqual(['password', 'recovery']);
  });

  it('is never made over a file that is there', async () => {
    const { path, deps } = await makeVault();
    const { createVault } = await import('../../../src-core/vault/create-vault.ts');
    const again = () => createVault({ path, password: secretBytes(PASSWORD) }, deps);
    expect(await failureCode(again)).toBe('vault/exists');
  });

  it('refuses another password and another recovery code, each with its own word', async () => {
    const made = await makeVault();
    const other = await makeVault();
    const open = (credential: Parameters<typeof openVault>[0]['credential']) =>
      failureCode(() => openVault({ path: made.path, credential }, made.deps));
    expect(await open(withPassword('correct horse battery stapl3'))).toBe('vault/wrong-password');
    expect(await open(withPassword('short'))).toBe('vault/wrong-password');
    expect(await open({ kind: 'recovery', code: other.recoveryCode })).toBe(
      'vault/wrong-recovery-code',
    );
  });
});

describe('entries', () => {
  it('come back as they were added after a restart, names, secrets and tokens', async () => {
    const made = await makeVault();
    const entry = {
      ...newEntry('ключ 🔑'),
      overview: overview('ключ 🔑', { tags: ['a', 'b'], url: 'https://x.test', notes: 'n\n2' }),
      secret: { value: 'sk_live_1', tokens: { AAAAAAAAAAAA: 'acme_live_x' } },
    };
    made.vault.add([entry], CTX);
    await made.vault.close();
    const vault = await reopen(made);
    expect(vault.get('ключ 🔑')).toEqual({ id: entry.id, version: 1, overview: entry.overview });
    expect(vault.reveal(entry.id, 'reveal', CTX)).toEqual(entry.secret);
  });

  it('keep every former state in the history, newest first, and the secret when none is given', async () => {
    const { vault } = await makeVault();
    const [id = newId('ent', systemRandom)] = addEntries(vault, 'one');
    const change = (expectedVersion: number, name: string) =>
      vault.change(
        id,
        { expectedVersion, overview: overview(name), secret: null, event: 'entry.edited' },
        CTX,
      );
    expect(change(1, 'two').version).toBe(2);
    expect(change(2, 'three').version).toBe(3);
    expect(vault.history(id).map((item) => [item.version, item.overview.name])).toEqual([
      [2, 'two'],
      [1, 'one'],
    ]);
    expect(vault.reveal(id, 'copy', CTX).value).toBe('secret of one');
  });

  it('refuse a change that is based on a state that is no longer the newest', async () => {
    const { vault } = await makeVault();
    const [id = newId('ent', systemRandom)] = addEntries(vault, 'one');
    const change = {
      expectedVersion: 1,
      overview: overview('two'),
      secret: null,
      event: 'entry.edited',
    };
    vault.change(id, change, CTX);
    expect(await failureCode(() => vault.change(id, change, CTX))).toBe('vault/conflict');
    expect(vault.history(id)).toHaveLength(1);
  });

  it('go to the trash and come back under the same id with the same secret', async () => {
    const { vault, deps } = await makeVault();
    const [id = newId('ent', systemRandom)] = addEntries(vault, 'one');
    expect(vault.trash(id, CTX).overview.deletedAtMs).toBe(deps.clock.nowMs());
    expect([vault.list().length, vault.listTrash().length]).toEqual([0, 1]);
    expect(await failureCode(() => vault.reveal(id, 'reveal', CTX))).toBe('entry/not-found');
    expect(vault.restore('one', CTX)).toMatchObject({ id, version: 3 });
    expect(vault.get('one').overview.deletedAtMs).toBeNull();
    expect(vault.reveal(id, 'reveal', CTX).value).toBe('secret of one');
  });

  it('with the same name are told apart by their ids only', async () => {
    const { vault } = await makeVault();
    const [first = '', second = ''] = addEntries(vault, 'twin', 'twin');
    expect(await failureCode(() => vault.get('twin'))).toBe('entry/ambiguous');
    expect(vault.get(second).id).toBe(second);
    expect(() => vault.get('twin')).toThrow(first);
    expect(await failureCode(() => vault.get('nobody'))).toBe('entry/not-found');
  });

  it('are discarded with their history, leaving only the event', async () => {
    const { vault } = await makeVault();
    const [id = newId('ent', systemRandom)] = addEntries(vault, 'one');
    const change = { overview: overview('two'), secret: null, event: 'entry.edited' };
    vault.change(id, { ...change, expectedVersion: 1 }, CTX);
    vault.discard(id, CTX);
    expect(vault.find(id)).toBeNull();
    expect(vault.history(id)).toEqual([]);
    expect(vault.readEvents(0, 100).at(-1)?.kind).toBe('entry.discarded');
  });

  it('are added all or none', async () => {
    const { vault } = await makeVault();
    const twin = newEntry('b');
    const batch = [newEntry('a'), twin, { ...newEntry('c'), id: twin.id }];
    expect(await failureCode(() => vault.add(batch, CTX))).toBe('vault/conflict');
    expect(vault.list()).toEqual([]);
    expect(vault.readEvents(0, 100).map((event) => event.kind)).toEqual(['vault.created']);
  });
});

describe('the audit chain of the vault', () => {
  it('tells every mutation, reveal and copy, with who and why, and none for a list', async () => {
    const made = await makeVault();
    const [id = newId('ent', systemRandom)] = addEntries(made.vault, 'one');
    made.vault.list();
    made.vault.get('one');
    made.vault.reveal(id, 'reveal', { ...CTX, reason: 'incident 7' });
    made.vault.reveal(id, 'copy', CTX);
    made.vault.openForChange(id);
    await made.vault.close();
    const vault = await reopen(made);
    const events = vault.readEvents(0, 100);
    expect(events.map((event) => event.kind)).toEqual([
      'vault.created',
      'entry.added',
      'entry.revealed',
      'entry.copied',
    ]);
    expect(events[2]).toMatchObject({ seq: 3, actor: 'local:test', reason: 'incident 7' });
    expect(events[2]?.subject).toEqual({ entryId: id });
    expect(vault.readEvents(2, 1)).toEqual([events[2]]);
    expect(vault.verifyChain()).toEqual({ ok: true, events: 4, broken: null });
  });

  it('refuses a reveal whose event cannot be written', async () => {
    const { vault, path } = await makeVault();
    const [id = newId('ent', systemRandom)] = addEntries(vault, 'one');
    const other = openSqliteFile(path, { area: 'vault', mode: 'write' });
    other.exec('BEGIN IMMEDIATE');
    // The writer waits five seconds for the lock, then gives up.
    expect(await failureCode(() => vault.reveal(id, 'reveal', CTX))).toBe('vault/busy');
    other.exec('ROLLBACK');
    other.close();
    expect(vault.readEvents(0, 10).map((event) => event.kind)).not.toContain('entry.revealed');
  });
});

describe('a locked vault', () => {
  it('answers nothing any more', async () => {
    const { vault } = await makeVault();
    const [id = newId('ent', systemRandom)] = addEntries(vault, 'one');
    await vault.close();
    await vault.close();
    expect(await failureCode(() => vault.list())).toBe('vault/locked');
    expect(await failureCode(() => vault.reveal(id, 'reveal', CTX))).toBe('vault/locked');
    expect(await failureCode(() => addEntries(vault, 'two'))).toBe('vault/locked');
  });
});
