/** What main is told for its reminders: what is due some day, under an opaque id, and the key of the index. */
import type { Keychain } from '../../src-core/keychain/keychain.ts';
import { type SecretBytes, SecretText } from '../../src-core/secret/secret-bytes.ts';
import {
  type DueItem,
  type DueReport,
  reminderKeySchema,
} from '../../src-shared/desk/due-items.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { DueFact } from '../due/due-facts.ts';
import { opaqueId } from '../due/opaque-id.ts';
import type { Engine } from '../engine.ts';

export interface DueTidings extends DueReport {
  /** Of the reminder index, base64. */
  readonly key: string;
}

/** What changed since the last asking. Null: the vault holds no secrets for it and cannot be written. One asking at a time. */
export async function readDue(engine: Engine): Promise<DueTidings | null> {
  // Before the changes: they are told once.
  const secrets = await engine.reminderSecrets();
  if (secrets === null) return null;
  const { namingKey, indexKey } = secrets;
  try {
    const { startsOver, changed, removed } = await engine.dueChanges();
    return {
      startsOver,
      items: changed.map((fact) => dueItem(fact, namingKey)),
      removed: removed.map((id) => opaqueId(namingKey, id)),
      key: indexKey.expose().toString('base64'),
    };
  } finally {
    namingKey.wipe();
    indexKey.wipe();
  }
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

function dueItem({ leadDays, ...fact }: DueFact, namingKey: SecretBytes): DueItem {
  const id = opaqueId(namingKey, fact.target.id);
  return { ...fact, id, leadDays: leadDays === null ? null : [...leadDays] };
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
