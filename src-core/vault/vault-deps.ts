/** What the vault needs from outside. */
import type { KdfSettings } from '../crypto/kdf-parameters.ts';
import type { Clock } from '../runtime/clock.ts';
import type { RandomSource } from '../runtime/random.ts';
import type { MutationContext } from '../store/verification-store.ts';
import type { RollbackMark } from './rollback-mark.ts';

export interface VaultDeps {
  readonly clock: Clock;
  readonly random: RandomSource;
  /** Who stands in the events that opening or restoring itself makes. */
  readonly actor: MutationContext;
  /** Null: no rollback mark is kept on this device. */
  readonly rollbackMark: RollbackMark | null;
  readonly kdf: KdfSettings;
}
