/**
 * Wraps the vault key for one way in (docs/vault-format.md, "Slots"). Everything in the row is bound into the key that wraps, so an
 * edited parameter, epoch or expiry breaks the slot; a key that wraps is used once, since every slot has a fresh id.
 */
import { timingSafeEqual } from 'node:crypto';
import { GCM_KEY_BYTES, GCM_NONCE_BYTES, gcmOpen, gcmSeal } from '../crypto/aes-gcm.ts';
import { encodeInt64, encodeUint32, lengthPrefixed } from '../crypto/binary-fields.ts';
import { hkdfExpand, hkdfExtract } from '../crypto/hkdf.ts';
import type { SecretBytes } from '../secret/secret-bytes.ts';
import type { VaultScope } from './associated-data.ts';
import type { SlotRow } from './vault-rows.ts';

const LABEL = 'kw/v1/slot';
const COMMITMENT_BYTES = 32;
export const SLOT_ID_BYTES = 16;
export const KDF_SALT_BYTES = 16;

export type SlotContext = Omit<SlotRow, 'wrapped'>;

/** `broken`: the input is the right one, but the wrapped key was altered. */
export type SlotOpening =
  | { readonly outcome: 'opened'; readonly vaultKey: Buffer }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'broken' };

interface SlotKeys {
  readonly key: Buffer;
  readonly commitment: Buffer;
  readonly nonce: Buffer;
}

/** The full row. `input`: the Argon2id output or the recovery code's bytes. */
export function sealSlot(
  scope: VaultScope,
  context: SlotContext,
  secrets: { readonly input: Uint8Array; readonly vaultKey: SecretBytes },
): SlotRow {
  const info = encodeContext(context);
  const keys = deriveSlotKeys(scope, info, secrets.input);
  const sealed = gcmSeal(keys, info, secrets.vaultKey.expose());
  keys.key.fill(0);
  return { ...context, wrapped: Buffer.concat([keys.commitment, sealed]) };
}

export function openSlot(scope: VaultScope, row: SlotRow, input: Uint8Array): SlotOpening {
  const info = encodeContext(row);
  const keys = deriveSlotKeys(scope, info, input);
  const isRight = timingSafeEqual(keys.commitment, row.wrapped.subarray(0, COMMITMENT_BYTES));
  if (!isRight) return { outcome: 'wrong' };
  const vaultKey = gcmOpen(keys, info, row.wrapped.subarray(COMMITMENT_BYTES));
  keys.key.fill(0);
  return vaultKey === null ? { outcome: 'broken' } : { outcome: 'opened', vaultKey };
}

function encodeContext(slot: SlotContext): Buffer {
  return lengthPrefixed([
    LABEL,
    slot.kind,
    slot.id,
    encodeUint32(slot.epoch),
    encodeInt64(slot.created_ms),
    encodeInt64(slot.expires_ms),
    encodeUint32(slot.memory_kib),
    encodeUint32(slot.passes),
    encodeUint32(slot.lanes),
    slot.salt,
  ]);
}

function deriveSlotKeys(scope: VaultScope, info: Buffer, input: Uint8Array): SlotKeys {
  const prk = hkdfExtract(Buffer.from(scope.vaultId), input);
  const size = GCM_KEY_BYTES + COMMITMENT_BYTES + GCM_NONCE_BYTES;
  const output = hkdfExpand(prk, info, size);
  prk.fill(0);
  const commitmentEnd = GCM_KEY_BYTES + COMMITMENT_BYTES;
  return {
    key: output.subarray(0, GCM_KEY_BYTES),
    commitment: output.subarray(GCM_KEY_BYTES, commitmentEnd),
    nonce: output.subarray(commitmentEnd),
  };
}
