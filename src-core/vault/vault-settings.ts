/** What an open vault keeps in its settings: each is a padded blob under a name of its own (docs/vault-format.md). */
import type { RandomSource } from '../runtime/random.ts';
import { SealedKnownHeads } from './known-heads.ts';
import { readReminderSecrets } from './reminder-secrets.ts';
import { SealedRotationPolicies } from './rotation-policies.ts';
import type { Vault } from './vault.ts';
import type { VaultFile } from './vault-file.ts';

interface Parts {
  readonly file: VaultFile;
  readonly random: RandomSource;
  /** Called after each commit. */
  readonly onCommit: () => void;
}

export function openSettings(
  parts: Parts,
): Pick<Vault, 'knownHeads' | 'policies' | 'reminderSecrets'> {
  return {
    knownHeads: new SealedKnownHeads(parts.file, parts.random, parts.onCommit),
    policies: new SealedRotationPolicies(parts),
    reminderSecrets: () => readReminderSecrets(parts),
  };
}
