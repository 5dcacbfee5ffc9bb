/**
 * The port of the rollback mark: outside the file, how far the vault had come when it was last used on this device
 * (docs/vault-format.md, "Rollback mark"). It can only warn; that it is missing or does not answer never keeps a vault shut.
 */
import type { VaultId } from '../../src-shared/ids/ids.ts';

export interface VaultMark {
  readonly generation: number;
  /** SHA-256 of the sealed manifest, 32 bytes. */
  readonly manifestHash: Buffer;
}

export interface RollbackMark {
  /** Null: none kept, or its place does not answer in time. Never throws. */
  read(vaultId: VaultId): Promise<VaultMark | null>;
  /** Keeps the later of the mark kept and this one. False: not kept, its place does not answer. Never throws. */
  advance(vaultId: VaultId, mark: VaultMark): Promise<boolean>;
}
