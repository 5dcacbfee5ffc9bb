/** Where the keys of a new store shall lie: decided once, at init, from what the keychain proves it can do, and said plainly. */
import type { Keychain, KeychainProbe } from '../keychain/keychain.ts';
import { keychainError } from '../keychain/keychain-fault.ts';
import type { PepperPlace } from './store-keys.ts';

export interface ChosenPepperPlace {
  readonly place: PepperPlace;
  /** For the person: where it is, and what that is worth. */
  readonly explanation: string;
}

const FILE_PROMISE =
  'The pepper is kept in a file beside the store, readable by you alone: whoever copies the whole folder has both.';

/**
 * `auto` takes the keychain where a probe finds it ready, else the file. `keychain` throws keychain/locked, -/missing, -/unloadable,
 * -/hung or -/refused where it is not ready; `file` asks nothing.
 */
export async function choosePepperPlace(
  keychain: Keychain,
  wanted: 'auto' | PepperPlace,
): Promise<ChosenPepperPlace> {
  if (wanted === 'file') return { place: 'file', explanation: FILE_PROMISE };
  const probe = await keychain.probe();
  if (probe.state === 'ready') return { place: 'keychain', explanation: keychainPromise(probe) };
  if (wanted === 'keychain') throw keychainError(probe.state);
  return { place: 'file', explanation: `${probe.explanation} ${FILE_PROMISE}` };
}

function keychainPromise(probe: KeychainProbe): string {
  return `The pepper is kept in the OS keychain, ${probe.backend}: a copy of the store alone verifies nothing.`;
}
