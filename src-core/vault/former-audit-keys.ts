/**
 * The chain keys of former epochs. Events keep the hash they got, so each stretch of the chain is checked with the key it was made
 * under; a rekey seals that key as a setting (docs/vault-format.md, "Former chain keys"). It opens nothing else.
 */
import { encodeInt64 } from '../crypto/binary-fields.ts';
import type { RandomSource } from '../runtime/random.ts';
import { SecretBytes } from '../secret/secret-bytes.ts';
import type { VaultScope } from './associated-data.ts';
import { openSetting, sealSetting } from './setting-codec.ts';
import type { VaultFile } from './vault-file.ts';
import { VAULT_KEY_BYTES, type VaultKeys } from './vault-keys.ts';
import type { SettingRow } from './vault-rows.ts';

const NAME_PREFIX = 'audit-key/';
const VALUE_BYTES = VAULT_KEY_BYTES + 8;

interface Stretch {
  readonly key: SecretBytes;
  /** Of the last event chained under the key. */
  readonly lastSeq: number;
}

type Opening = { readonly keys: VaultKeys; readonly scope: VaultScope };

/** The setting that keeps the chain key of `former`, under which the events up to `lastSeq` were chained. */
export function sealFormerAuditKey(
  sealing: Opening & { readonly random: RandomSource },
  former: Opening,
  lastSeq: number,
): SettingRow {
  const data = Buffer.concat([former.keys.audit.expose(), encodeInt64(lastSeq)]);
  const place = { name: `${NAME_PREFIX}${former.scope.epoch}`, version: 1 };
  const row = sealSetting(sealing, place, data);
  data.fill(0);
  return row;
}

/** The chain key of each event by its number. A key that does not open is left out: its events do not verify then. */
export function readAuditKeys(file: VaultFile): (seq: number) => SecretBytes {
  const former: Stretch[] = [];
  for (const row of file.rows.scan('settings')) {
    const stretch = openStretch(file, row as unknown as SettingRow);
    if (stretch !== null) former.push(stretch);
  }
  former.sort((left, right) => left.lastSeq - right.lastSeq);
  return (seq) => former.find(({ lastSeq }) => seq <= lastSeq)?.key ?? file.keys.audit;
}

function openStretch(file: VaultFile, row: SettingRow): Stretch | null {
  if (!row.name.startsWith(NAME_PREFIX)) return null;
  const data = openSetting(file, row);
  if (data?.length !== VALUE_BYTES) return null;
  const key = new SecretBytes(Buffer.from(data.subarray(0, VAULT_KEY_BYTES)));
  return { key, lastSeq: Number(data.readBigInt64BE(VAULT_KEY_BYTES)) };
}
