/**
 * A store's keys in a 0600 file beside the store: the place where no OS keychain answers. Weaker than the keychain: whoever can
 * copy the store's folder has both. Created once, whole, and never written over.
 */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { StoreId } from '../../src-shared/ids/ids.ts';
import { createPrivateFile } from '../places/create-private-file.ts';
import { errorNumber } from '../places/file-fault.ts';
import { SecretText } from '../secret/secret-bytes.ts';
import { keepLoaded } from './keep-loaded.ts';
import type { StoreKeys, StoreKeysSource } from './store-keys.ts';
import { encodeStoreKeys, parseStoreKeys } from './store-keys-document.ts';

const MAX_FILE_BYTES = 16_384;

/** Throws file/exists, file/unwritable, disk/full or disk/failed; then nothing was created. */
export async function createStoreKeysFile(path: string, keys: StoreKeys): Promise<void> {
  const content = Buffer.from(`${encodeStoreKeys(keys).expose()}\n`);
  try {
    await createPrivateFile(path, content);
  } finally {
    content.fill(0);
  }
}

/** Nothing is read before `load`, which throws pepper/unavailable, or pepper/mismatch for the keys of another store. */
export function openStoreKeysFile(path: string, storeId: StoreId): StoreKeysSource {
  return { place: 'file', load: keepLoaded(() => readStoreKeysFile(path, storeId)) };
}

async function readStoreKeysFile(path: string, storeId: StoreId): Promise<StoreKeys> {
  const parsed = parseStoreKeys(new SecretText(await readBounded(path)));
  if ('fault' in parsed) {
    throw unavailable(
      parsed.fault === 'newer' ? `${path} is of a newer version` : `${path} is damaged`,
    );
  }
  if (parsed.keys.storeId !== storeId) {
    throw new KeywrightError('pepper/mismatch', `${path} holds the keys of another store`);
  }
  return parsed.keys;
}

/** Opened without blocking, so that a pipe put in its place hangs nobody. */
async function readBounded(path: string): Promise<string> {
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = await file.stat();
      if (!stat.isFile() || stat.size > MAX_FILE_BYTES) throw unavailable(`${path} is damaged`);
      return (await file.readFile('utf8')).trimEnd();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof KeywrightError) throw error;
    const why = errorNumber(error) === 'ENOENT' ? 'is missing' : 'cannot be read';
    throw unavailable(`${path} ${why}`, error);
  }
}

function unavailable(why: string, cause?: unknown): KeywrightError {
  return new KeywrightError('pepper/unavailable', `The pepper is kept in a file: ${why}`, {
    cause,
  });
}
