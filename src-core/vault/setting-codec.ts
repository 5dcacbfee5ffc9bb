/** Rows of `settings`: bytes inside padding inside a blob (docs/vault-format.md, "Settings"). */
import { padToBucket, unpadBucket } from '../crypto/padding.ts';
import { openBlob, sealBlob } from '../crypto/sealed-blob.ts';
import type { RandomSource } from '../runtime/random.ts';
import { recordAad, type VaultScope } from './associated-data.ts';
import type { VaultKeys } from './vault-keys.ts';
import type { SettingRow } from './vault-rows.ts';

type Opening = { readonly keys: VaultKeys; readonly scope: VaultScope };
type Place = Pick<SettingRow, 'name' | 'version'>;

/** The row with `data` sealed at this name and version. */
export function sealSetting(
  sealing: Opening & { readonly random: RandomSource },
  { name, version }: Place,
  data: Uint8Array,
): SettingRow {
  const plain = padToBucket(data);
  const value = sealBlob(settingBinding(sealing, { name, version }), plain, sealing.random);
  plain.fill(0);
  return { name, version, value };
}

/** What was sealed; null where the blob does not open in this place. */
export function openSetting(opening: Opening, row: SettingRow): Buffer | null {
  const plain = openBlob(settingBinding(opening, row), row.value);
  return plain === null ? null : unpadBucket(plain);
}

function settingBinding(
  { keys, scope }: Opening,
  { name, version }: Place,
): Parameters<typeof openBlob>[0] {
  const aad = recordAad(scope, { type: 'setting', id: name, group: 'value', version });
  return { key: keys.records, epoch: scope.epoch, aad };
}
