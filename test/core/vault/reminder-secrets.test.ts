import { describe, expect, it } from 'vitest';
import type { ReminderSecrets } from '../../../src-core/vault/vault.ts';
import { makeVault, reopen } from './vault-fixture.ts';

const shown = (secrets: ReminderSecrets | null): string[] =>
  [secrets?.indexKey, secrets?.namingKey].map((key) => key?.expose().toString('hex') ?? '');

describe('reminder secrets', () => {
  it('are made once, and are the same after the vault was closed and opened', async () => {
    const made = await makeVault();
    const first = shown(made.vault.reminderSecrets());
    expect(first.map((hex) => hex.length)).toEqual([64, 64]);
    expect(first[0]).not.toBe(first[1]);
    expect(shown(made.vault.reminderSecrets())).toEqual(first);
    await made.vault.close();
    const again = await reopen(made);
    expect(again.readOnlyCause).toBeNull();
    expect(shown(again.reminderSecrets())).toEqual(first);
    await again.close();
  });

  it('differ from vault to vault', async () => {
    const [one, other] = [await makeVault(), await makeVault()];
    expect(shown(one.vault.reminderSecrets())).not.toEqual(shown(other.vault.reminderSecrets()));
    await one.vault.close();
    await other.vault.close();
  });
});
