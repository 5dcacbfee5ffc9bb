/**
 * Two random secrets as the setting `reminders`: the key of the reminder index, which the keychain keeps too so that reminders come while
 * the vault is locked, and the key that turns entry ids into opaque ones, which never leaves the vault (docs/security/reminders.md).
 */
import type { RandomSource } from '../runtime/random.ts';
import { SecretBytes } from '../secret/secret-bytes.ts';
import { openSetting, sealSetting } from './setting-codec.ts';
import type { ReminderSecrets } from './vault.ts';
import type { VaultFile } from './vault-file.ts';
import type { SettingRow } from './vault-rows.ts';

const NAME = 'reminders';
const KEY_BYTES = 32;

interface Parts {
  readonly file: VaultFile;
  readonly random: RandomSource;
  /** Called after each commit. */
  readonly onCommit: () => void;
}

/** Those of the vault; made at the first asking. Null: none are there, and the vault cannot be written. */
export function readReminderSecrets({ file, random, onCommit }: Parts): ReminderSecrets | null {
  const known = file.read(() => find(file));
  if (known !== null) return known;
  if (file.readOnlyCause !== null) return null;
  file.write((tx) => {
    if (tx.find('settings', [NAME]) !== null) return;
    const { keys, scope } = file;
    const data = random.bytes(2 * KEY_BYTES);
    tx.insert('settings', sealSetting({ keys, scope, random }, { name: NAME, version: 1 }, data));
    data.fill(0);
  });
  onCommit();
  return file.read(() => find(file));
}

function find(file: VaultFile): ReminderSecrets | null {
  const row = file.rows.find('settings', [NAME]) as SettingRow | null;
  const data = row === null ? null : openSetting(file, row);
  if (data?.length !== 2 * KEY_BYTES) return null;
  return {
    indexKey: new SecretBytes(Buffer.from(data.subarray(0, KEY_BYTES))),
    namingKey: new SecretBytes(Buffer.from(data.subarray(KEY_BYTES))),
  };
}
