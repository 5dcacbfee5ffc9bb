/**
 * The port of the OS keychain. A `null` never means "first run": a locked keychain answers null too, so callers that know an item
 * must exist treat null as locked or unavailable. Drivers run each call outside this process, under a time limit.
 */
import type { SecretText } from '../secret/secret-bytes.ts';

export const KEYCHAIN_SERVICE = 'dev.keywright';

export type KeychainState = 'ready' | 'locked' | 'missing' | 'unloadable' | 'hung' | 'plaintext';

export interface KeychainProbe {
  readonly state: KeychainState;
  /** The backend in use, for people: "Secret Service (keytar)". */
  readonly backend: string;
  /** One plain sentence. */
  readonly explanation: string;
}

export interface Keychain {
  /** Sets, reads back and deletes a random canary; never throws. */
  probe(): Promise<KeychainProbe>;
  /** Null: absent, or locked (the backend cannot tell). Throws keychain/missing, -/unloadable, -/hung or -/refused. */
  get(account: string): Promise<SecretText | null>;
  /** Written and read back. Throws keychain/locked and as get. */
  set(account: string, value: SecretText): Promise<void>;
  /** True where an item was deleted. Throws as get. */
  delete(account: string): Promise<boolean>;
}
