/**
 * The secrets a store needs but never contains: its peppers, the key of its audit chain and the key that signs checkpoints.
 * They lie in one place, chosen once at init: the OS keychain, or a 0600 file beside the store. A place that answers null, locked or
 * hung is `pepper/unavailable`; nothing is ever made again or moved silently.
 */
import type { KeyObject } from 'node:crypto';
import type { PepperId, StoreId } from '../../src-shared/ids/ids.ts';
import type { SecretBytes } from '../secret/secret-bytes.ts';

export type PepperPlace = 'keychain' | 'file';

export interface StoreKeys {
  readonly storeId: StoreId;
  /** The pepper that new versions are hashed under. */
  readonly currentPepperId: PepperId;
  /** 32 bytes each. */
  readonly peppers: ReadonlyMap<PepperId, SecretBytes>;
  /** 32 bytes: K_audit of the store's chain. */
  readonly auditKey: SecretBytes;
  /** Ed25519 private key that signs checkpoints. */
  readonly signingKey: KeyObject;
}

export interface StoreKeysSource {
  readonly place: PepperPlace;
  /** Reads the place once and keeps the result. Throws pepper/unavailable, naming the place and why. */
  load(): Promise<StoreKeys>;
}
