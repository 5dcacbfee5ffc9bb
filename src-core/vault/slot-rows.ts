/** Makes new slots and finds the one that a credential opens. */

import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { deriveArgon2id } from '../crypto/argon2id.ts';
import { calibrateKdf } from '../crypto/calibrate-kdf.ts';
import { assertKdfAccepted, gradeKdf, type KdfParameters } from '../crypto/kdf-parameters.ts';
import { normalizePassword } from '../crypto/password.ts';
import { parseRecoveryCode } from '../crypto/recovery-code.ts';
import { SecretBytes } from '../secret/secret-bytes.ts';
import type { VaultScope } from './associated-data.ts';
import { KDF_SALT_BYTES, openSlot, SLOT_ID_BYTES, type SlotContext, sealSlot } from './key-slot.ts';
import type { VaultCredential } from './vault.ts';
import type { VaultDeps } from './vault-deps.ts';
import type { SlotRow } from './vault-rows.ts';

/** More password slots than this are never written; trying them all would let a file burn hours of hashing. */
const MAX_SLOTS_TRIED = 4;

/** A slot that the password opens. Throws usage/password-rejected. Takes as long as one or two derivations. */
export async function sealPasswordSlot(
  scope: VaultScope,
  secrets: { readonly password: SecretBytes; readonly vaultKey: SecretBytes },
  deps: VaultDeps,
): Promise<SlotRow> {
  const password = normalizePassword(secrets.password);
  try {
    const kdf = await calibrateKdf(deps.kdf, deps);
    const salt = deps.random.bytes(KDF_SALT_BYTES);
    const input = await deriveArgon2id(password.expose(), salt, kdf);
    const context: SlotContext = {
      ...newSlotContext(scope, 'password', deps),
      memory_kib: kdf.memoryKib,
      passes: kdf.passes,
      lanes: kdf.lanes,
      salt,
    };
    const row = sealSlot(scope, context, { input, vaultKey: secrets.vaultKey });
    input.fill(0);
    return row;
  } finally {
    password.wipe();
  }
}

/** A slot that the recovery code's 32 bytes open. */
export function sealRecoverySlot(
  scope: VaultScope,
  secrets: { readonly code: SecretBytes; readonly vaultKey: SecretBytes },
  deps: VaultDeps,
): SlotRow {
  const context = newSlotContext(scope, 'recovery', deps);
  return sealSlot(scope, context, { input: secrets.code.expose(), vaultKey: secrets.vaultKey });
}

/** Everything of a new slot but the wrapped key; it never expires and has no Argon2id parameters. */
export function newSlotContext(
  scope: VaultScope,
  kind: SlotRow['kind'],
  deps: VaultDeps,
): SlotContext {
  return {
    id: deps.random.bytes(SLOT_ID_BYTES),
    kind,
    epoch: scope.epoch,
    created_ms: deps.clock.nowMs(),
    expires_ms: 0,
    memory_kib: 0,
    passes: 0,
    lanes: 0,
    salt: Buffer.alloc(0),
  };
}

/**
 * The vault key. Throws vault/wrong-password or vault/wrong-recovery-code where no slot of that kind opens, vault/kdf-refused before a
 * derivation out of range, vault/damaged where the wrapped key was altered or there is no slot of that kind.
 */
export async function unwrapVaultKey(
  scope: VaultScope,
  slots: readonly SlotRow[],
  credential: VaultCredential,
): Promise<SecretBytes> {
  const candidates = slots.filter((slot) => slot.kind === credential.kind);
  if (candidates.length === 0 || candidates.length > MAX_SLOTS_TRIED) {
    throw new KeywrightError('vault/damaged', `The vault has no usable ${credential.kind} slot`);
  }
  const secret = credentialBytes(credential);
  const acceptsHeavyKdf = credential.kind === 'password' && credential.acceptsHeavyKdf === true;
  try {
    for (const slot of candidates) {
      const vaultKey = await openWith(scope, slot, { secret, acceptsHeavyKdf });
      if (vaultKey !== null) return vaultKey;
    }
  } finally {
    secret.wipe();
  }
  throw wrong(credential);
}

interface SlotSecret {
  readonly secret: SecretBytes;
  readonly acceptsHeavyKdf: boolean;
}

async function openWith(
  scope: VaultScope,
  slot: SlotRow,
  secret: SlotSecret,
): Promise<SecretBytes | null> {
  const input = await slotInput(slot, secret);
  const opening = openSlot(scope, slot, input);
  input.fill(0);
  if (opening.outcome === 'opened') return new SecretBytes(opening.vaultKey);
  if (opening.outcome === 'wrong') return null;
  throw new KeywrightError('vault/damaged', 'The key in the vault file was altered');
}

export function kdfOf(slot: SlotRow): KdfParameters {
  return { memoryKib: slot.memory_kib, passes: slot.passes, lanes: slot.lanes };
}

async function slotInput(slot: SlotRow, { secret, acceptsHeavyKdf }: SlotSecret): Promise<Buffer> {
  if (slot.kind === 'recovery') return Buffer.from(secret.expose());
  const kdf = kdfOf(slot);
  assertKdfAccepted(kdf);
  if (gradeKdf(kdf) === 'heavy' && !acceptsHeavyKdf) {
    const mebibytes = Math.ceil(kdf.memoryKib / 1_024);
    throw new KeywrightError(
      'vault/kdf-refused',
      `The vault asks for ${mebibytes} MiB of memory to check its password, more than we ever write`,
      { hint: 'If that is right, run `keywright unlock --accept-heavy-kdf`.' },
    );
  }
  return await deriveArgon2id(secret.expose(), slot.salt, kdf);
}

/** A password that breaks the rule cannot be the vault's, so it is simply wrong. */
function credentialBytes(credential: VaultCredential): SecretBytes {
  if (credential.kind === 'recovery') return parseRecoveryCode(credential.code);
  try {
    return normalizePassword(credential.password);
  } catch (error) {
    throw new KeywrightError('vault/wrong-password', 'Cannot open the vault: wrong password', {
      cause: error,
    });
  }
}

function wrong(credential: VaultCredential): KeywrightError {
  return credential.kind === 'password'
    ? new KeywrightError('vault/wrong-password', 'Cannot open the vault: wrong password')
    : new KeywrightError('vault/wrong-recovery-code', 'Cannot open the vault: wrong recovery code');
}
