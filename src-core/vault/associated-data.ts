/**
 * What each blob of a vault is bound to, so that none opens in another place: object type, vault, row, field group, row version and
 * epoch (docs/vault-format.md, "Associated data").
 */
import type { VaultId } from '../../src-shared/ids/ids.ts';
import { encodeInt64, encodeUint32, lengthPrefixed } from '../crypto/binary-fields.ts';

const FORMAT = 'KWV1';

/** The vault and the epoch of its key; the same for every blob of a file. */
export interface VaultScope {
  readonly vaultId: VaultId;
  readonly epoch: number;
}

export type FieldGroup = 'overview' | 'secret' | 'value' | 'event';

interface RecordPlace {
  readonly type: 'entry' | 'setting' | 'audit';
  /** Entry id, setting name, or empty for an audit event. */
  readonly id: string;
  readonly group: FieldGroup;
  /** Entry or setting version; the sequence number of an event. */
  readonly version: number;
}

export function recordAad(scope: VaultScope, place: RecordPlace): Buffer {
  return lengthPrefixed([
    FORMAT,
    place.type,
    scope.vaultId,
    place.id,
    place.group,
    encodeInt64(place.version),
    encodeUint32(scope.epoch),
  ]);
}

export function manifestAad(scope: VaultScope, generation: number): Buffer {
  return lengthPrefixed([
    FORMAT,
    'manifest',
    scope.vaultId,
    encodeInt64(generation),
    encodeUint32(scope.epoch),
  ]);
}
