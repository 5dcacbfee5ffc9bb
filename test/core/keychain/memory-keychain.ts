/** A keychain in memory that can be put into any state, for what stands on the port. */

import type { Keychain, KeychainState } from '../../../src-core/keychain/keychain.ts';
import { keychainError } from '../../../src-core/keychain/keychain-fault.ts';
import { SecretText } from '../../../src-core/secret/secret-bytes.ts';

export interface MemoryKeychain extends Keychain {
  state: KeychainState;
  readonly items: Map<string, string>;
}

export function createMemoryKeychain(state: KeychainState = 'ready'): MemoryKeychain {
  const items = new Map<string, string>();
  /** Locked answers null like the real one; the others throw. */
  const canRead = (): boolean => {
    if (keychain.state === 'ready' || keychain.state === 'plaintext') return true;
    if (keychain.state === 'locked') return false;
    throw keychainError(keychain.state);
  };
  const keychain: MemoryKeychain = {
    state,
    items,
    probe: async () => ({
      state: keychain.state,
      backend: 'memory',
      explanation: `It is ${keychain.state}.`,
    }),
    get: async (account) => {
      const value = canRead() ? items.get(account) : undefined;
      return value === undefined ? null : new SecretText(value);
    },
    set: async (account, value) => {
      if (!canRead()) throw keychainError('locked');
      items.set(account, value.expose());
    },
    delete: async (account) => canRead() && items.delete(account),
  };
  return keychain;
}
