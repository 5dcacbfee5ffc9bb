/**
 * Which keychain items this vault has made and not seen deleted, as the setting `keychain-items`: noted before an item is made, crossed
 * out after it is gone, so that no crash leaves one that nobody knows of. The keychain itself is never listed.
 */
import { z } from 'zod';
import type { RandomSource } from '../runtime/random.ts';
import { openSetting, sealSetting } from './setting-codec.ts';
import type { VaultFile } from './vault-file.ts';
import type { SettingRow } from './vault-rows.ts';
import type { VaultTransaction } from './vault-transaction.ts';

const NAME = 'keychain-items';

const idsSchema = z.array(z.string().regex(/^[0-9a-f]{32}$/));

/** Slot ids, hex, in the order they were noted. Inside a read or write of the file. */
export function readKeychainItems(file: VaultFile): readonly string[] {
  const row = file.rows.find('settings', [NAME]) as SettingRow | null;
  const data = row === null ? null : openSetting(file, row);
  return data === null ? [] : idsSchema.parse(JSON.parse(data.toString('utf8')));
}

/** Puts these ids in the place of those noted. */
export function writeKeychainItems(
  tx: VaultTransaction,
  ids: readonly string[],
  { file, random }: { readonly file: VaultFile; readonly random: RandomSource },
): void {
  const former = tx.find('settings', [NAME]);
  if (former !== null) tx.remove('settings', [NAME]);
  const { keys, scope } = file;
  const place = { name: NAME, version: (former?.version ?? 0) + 1 };
  const data = Buffer.from(JSON.stringify(ids), 'utf8');
  tx.insert('settings', sealSetting({ keys, scope, random }, place, data));
}
