/** Changes and removals of many entries: one commit, all of them or none. */
import { describe, expect, it } from 'vitest';
import type { EntryChangeOf, Vault } from '../../../src-core/vault/vault.ts';
import type { EntryId } from '../../../src-shared/ids/ids.ts';
import { addEntries, CTX, failureCode, makeVault, overview, reopen } from './vault-fixture.ts';

function renaming(ids: readonly EntryId[], expectedVersion = 1): EntryChangeOf[] {
  return ids.map((id, index) => ({
    id,
    expectedVersion,
    overview: overview(`renamed ${index}`),
    secret: null,
    event: 'entry.edited',
  }));
}

const picture = (vault: Vault) => ({
  entries: vault.list(),
  events: vault.readEvents(0, 1_000),
  generation: vault.generation,
});

describe('changing many entries at once', () => {
  it('is one commit with an event for each, and keeps the secrets', async () => {
    const made = await makeVault();
    const ids = addEntries(made.vault, 'a', 'b', 'c');
    const before = picture(made.vault);
    const changed = made.vault.changeMany(renaming(ids), CTX);
    expect(changed.map(({ version }) => version)).toEqual([2, 2, 2]);
    const after = picture(made.vault);
    expect(after.generation).toBe(before.generation + 1);
    expect(after.events.length).toBe(before.events.length + 3);
    expect(made.vault.verifyChain().ok).toBe(true);
    await made.vault.close();
    const vault = await reopen(made);
    expect(vault.readOnlyCause).toBeNull();
    expect(ids.map((id) => vault.find(id)?.overview.name)).toEqual([
      'renamed 0',
      'renamed 1',
      'renamed 2',
    ]);
    expect(vault.reveal(ids[1] as EntryId, 'reveal', CTX).value).toBe('secret of b');
    await vault.close();
  });

  it('changes none where one of them changed meanwhile', async () => {
    const { vault } = await makeVault();
    const ids = addEntries(vault, 'a', 'b', 'c');
    vault.change(ids[2] as EntryId, renaming([ids[2] as EntryId])[0] as EntryChangeOf, CTX);
    const before = picture(vault);
    expect(await failureCode(() => vault.changeMany(renaming(ids), CTX))).toBe('vault/conflict');
    expect(picture(vault)).toEqual(before);
    vault.change(ids[0] as EntryId, renaming(ids)[0] as EntryChangeOf, CTX);
    expect(picture(vault)).not.toEqual(before);
  });
});

describe('discarding many entries at once', () => {
  it('is one commit, and discards none where one of them is not there', async () => {
    const { vault } = await makeVault();
    const ids = addEntries(vault, 'a', 'b', 'c');
    const before = picture(vault);
    const unknown = `ent_${'0'.repeat(22)}` as EntryId;
    expect(await failureCode(() => vault.discardMany([...ids, unknown], CTX))).toBe(
      'entry/not-found',
    );
    expect(picture(vault)).toEqual(before);
    vault.discardMany(ids, CTX);
    expect(vault.list()).toEqual([]);
    expect(vault.generation).toBe(before.generation + 1);
    expect(vault.verifyChain().ok).toBe(true);
  });
});
