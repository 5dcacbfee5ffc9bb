/** What main is told for its reminders: every live entry that ends, under an opaque id, and the index key where the keychain keeps it. */
import { createHmac } from 'node:crypto';
import type { Keychain } from '../../src-core/keychain/keychain.ts';
import { SecretText } from '../../src-core/secret/secret-bytes.ts';
import { type DueItem, reminderKeySchema } from '../../src-shared/desk/due-items.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { Engine } from '../engine.ts';

export interface DueReport {
  readonly items: DueItem[];
  /** Base64. Null: no keychain keeps it, so nothing is known while the vault is locked. */
  readonly key: string | null;
}

const ID_DIGITS = 32;

/** Null: the vault holds no secrets for it and cannot be written. */
export async function readDue(engine: Engine, keychain: Keychain): Promise<DueReport | null> {
  const secrets = await engine.reminderSecrets();
  if (secrets === null) return null;
  const { vaultId } = await engine.call('engine:status', {}, 'window');
  const { items } = await engine.call(
    'entry:list',
    { query: '', sort: 'expires', inTrash: false },
    'window',
  );
  const due = items.flatMap(({ entryId, expiresAtMs }) => {
    if (entryId === null || expiresAtMs === null) return [];
    const mark = createHmac('sha256', secrets.namingKey.expose()).update(entryId).digest('hex');
    return [{ id: mark.slice(0, ID_DIGITS), entryId, dueAtMs: expiresAtMs }];
  });
  const key = secrets.indexKey.expose().toString('base64');
  secrets.namingKey.wipe();
  secrets.indexKey.wipe();
  return { items: due, key: (await isKept(keychain, vaultId, key)) ? key : null };
}

/** The key as the keychain keeps it. Null: it keeps none, or does not answer. */
export async function findReminderKey(keychain: Keychain, vaultId: string): Promise<string | null> {
  try {
    const kept = (await keychain.get(accountOf(vaultId)))?.expose();
    return reminderKeySchema.safeParse(kept).data ?? null;
  } catch (error) {
    if (error instanceof KeywrightError) return null;
    throw error;
  }
}

async function isKept(keychain: Keychain, vaultId: string, key: string): Promise<boolean> {
  if ((await findReminderKey(keychain, vaultId)) === key) return true;
  if ((await keychain.probe()).state !== 'ready') return false;
  try {
    await keychain.set(accountOf(vaultId), new SecretText(key));
    return true;
  } catch (error) {
    if (error instanceof KeywrightError) return false;
    throw error;
  }
}

function accountOf(vaultId: string): string {
  return `reminders/${vaultId}`;
}
