/**
 * A store's keys as one item of the OS keychain: account = store id. A null answer means locked or removed, never "first run":
 * nothing is made in its place.
 */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { StoreId } from '../../src-shared/ids/ids.ts';
import type { Keychain, KeychainState } from '../keychain/keychain.ts';
import type { SecretText } from '../secret/secret-bytes.ts';
import { keepLoaded } from './keep-loaded.ts';
import type { StoreKeys, StoreKeysSource } from './store-keys.ts';
import { encodeStoreKeys, parseStoreKeys } from './store-keys-document.ts';

const STATE_WORDS: Record<KeychainState, string> = {
  ready: 'which holds no item of this store: it was removed, or belongs to another login',
  locked: 'which is locked',
  missing: 'which does not exist here',
  unloadable: 'whose driver cannot be loaded',
  hung: 'which does not answer',
  plaintext: 'which keeps nothing secret here and is refused',
};

/** Written and read back. Throws store/exists where the item is there, and the keychain's codes. */
export async function createStoreKeysItem(keychain: Keychain, keys: StoreKeys): Promise<void> {
  const present = await keychain.get(keys.storeId);
  if (present !== null) {
    throw new KeywrightError(
      'store/exists',
      `The OS keychain holds keys of the store ${keys.storeId} already`,
    );
  }
  await keychain.set(keys.storeId, encodeStoreKeys(keys));
}

/** Nothing is read before `load`, which throws pepper/unavailable, or pepper/mismatch for the keys of another store. */
export function openStoreKeysItem(keychain: Keychain, storeId: StoreId): StoreKeysSource {
  return { place: 'keychain', load: keepLoaded(() => readStoreKeysItem(keychain, storeId)) };
}

async function readStoreKeysItem(keychain: Keychain, storeId: StoreId): Promise<StoreKeys> {
  const parsed = parseStoreKeys(await readItem(keychain, storeId));
  if ('fault' in parsed) {
    throw unavailable(
      parsed.fault === 'newer' ? 'where it is of a newer version' : 'where it is damaged',
    );
  }
  if (parsed.keys.storeId !== storeId) {
    throw new KeywrightError('pepper/mismatch', 'The OS keychain holds the keys of another store');
  }
  return parsed.keys;
}

async function readItem(keychain: Keychain, storeId: StoreId): Promise<SecretText> {
  let item: SecretText | null;
  try {
    item = await keychain.get(storeId);
  } catch (error) {
    throw unavailable(faultWords(error), error);
  }
  if (item !== null) return item;
  const { state } = await keychain.probe();
  throw unavailable(STATE_WORDS[state]);
}

function faultWords(error: unknown): string {
  const state = error instanceof KeywrightError ? error.code.replace('keychain/', '') : '';
  return Object.hasOwn(STATE_WORDS, state)
    ? STATE_WORDS[state as KeychainState]
    : 'which refused the request';
}

function unavailable(why: string, cause?: unknown): KeywrightError {
  return new KeywrightError('pepper/unavailable', `The pepper is kept in the OS keychain, ${why}`, {
    cause,
  });
}
