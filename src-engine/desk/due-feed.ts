/** What main is told for its reminders: everything that is due some day, under an opaque id, and the key of the index. */
import type { Keychain } from '../../src-core/keychain/keychain.ts';
import { type SecretBytes, SecretText } from '../../src-core/secret/secret-bytes.ts';
import type { EntryView } from '../../src-shared/contract/engine-answers.ts';
import { type DueItem, reminderKeySchema } from '../../src-shared/desk/due-items.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { opaqueId } from '../due/opaque-id.ts';
import type { Engine } from '../engine.ts';

export interface DueReport {
  readonly items: DueItem[];
  /** Base64. */
  readonly key: string;
}

/** Null: the vault holds no secrets for it and cannot be written. */
export async function readDue(engine: Engine): Promise<DueReport | null> {
  const secrets = await engine.reminderSecrets();
  if (secrets === null) return null;
  const { items } = await engine.call(
    'entry:list',
    { query: '', sort: 'expires', inTrash: false },
    'window',
  );
  const due = items.flatMap((view) => dueItem(view, secrets.namingKey));
  const key = secrets.indexKey.expose().toString('base64');
  secrets.namingKey.wipe();
  secrets.indexKey.wipe();
  return { items: due, key };
}

/** False: no keychain keeps it, so nothing is known while the vault is locked. */
export async function keepReminderKey(engine: Engine, keychain: Keychain): Promise<boolean> {
  const secrets = await engine.reminderSecrets();
  if (secrets === null) return false;
  const { vaultId } = await engine.call('engine:status', {}, 'window');
  const key = secrets.indexKey.expose().toString('base64');
  secrets.namingKey.wipe();
  secrets.indexKey.wipe();
  return isKept(keychain, vaultId, key);
}

function dueItem({ entryId, keyId, name, due }: EntryView, namingKey: SecretBytes): DueItem[] {
  const id = entryId ?? keyId;
  if (due === null || id === null) return [];
  const kind = entryId === null ? 'key' : 'entry';
  const { dueAtMs, leadsBelowMs } = due;
  const leadDays = due.leadDays === null ? null : [...due.leadDays];
  const target = { kind, id } as const;
  return [{ id: opaqueId(namingKey, id), target, name, dueAtMs, leadDays, leadsBelowMs }];
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
