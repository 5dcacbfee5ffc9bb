/**
 * The way in through the OS keychain: a slot whose key is 32 random bytes in one keychain item (docs/vault-format.md, "Keychain slot").
 * A null from the keychain while the slot exists means that it is locked or unavailable: never first run, and never a reason to drop
 * the slot. That a null is believed at all takes a keychain that was just seen to work.
 */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { Keychain } from '../keychain/keychain.ts';
import { keychainError } from '../keychain/keychain-fault.ts';
import type { Clock } from '../runtime/clock.ts';
import { SecretBytes, SecretText } from '../secret/secret-bytes.ts';
import type { VaultScope } from './associated-data.ts';
import { openSlot, sealSlot } from './key-slot.ts';
import { newSlotContext } from './slot-rows.ts';
import type { VaultDeps } from './vault-deps.ts';
import type { SlotRow } from './vault-rows.ts';

/** A remembered unlock ends this long after the password was last given. */
export const REMEMBERED_MS = 14 * 86_400_000;
/** The clock may be behind the last write by this much before the slot is refused. */
const CLOCK_TOLERANCE_MS = 86_400_000;
const ITEM_BYTES = 32;
const ITEM = /^[0-9a-f]{64}$/;

/** The name of the slot's item. */
export function itemAccount(scope: VaultScope, slotId: Buffer): string {
  return `${scope.vaultId}/${slotId.toString('hex')}`;
}

/** Throws keychain/… where no working, encrypting keychain is there. */
export async function assertKeychainReady(keychain: Keychain): Promise<void> {
  const { state } = await keychain.probe();
  if (state !== 'ready') throw keychainError(state);
}

interface NewKeychainSlot {
  readonly row: SlotRow;
  /** The text of the item, which opens the slot. */
  readonly item: SecretText;
}

/** A slot for this vault key, ending `REMEMBERED_MS` from now, and its item, which is not in the keychain yet. */
export function sealKeychainSlot(
  scope: VaultScope,
  vaultKey: SecretBytes,
  deps: VaultDeps,
): NewKeychainSlot {
  const context = newSlotContext(scope, 'keychain', deps);
  const expires_ms = context.created_ms + REMEMBERED_MS;
  const input = deps.random.bytes(ITEM_BYTES);
  const row = sealSlot(scope, { ...context, expires_ms }, { input, vaultKey });
  const item = new SecretText(input.toString('hex'));
  input.fill(0);
  return { row, item };
}

interface KeychainWay {
  readonly keychain: Keychain;
  readonly clock: Clock;
}

/**
 * The vault key. Throws vault/locked where there is no such slot, vault/remember-ended where it has expired or the item is not the one
 * that was made for it, keychain/locked where the item does not come, and keychain/… as the keychain does.
 */
export async function unwrapWithKeychain(
  scope: VaultScope,
  slots: readonly SlotRow[],
  { keychain, clock }: KeychainWay,
): Promise<SecretBytes> {
  const [slot] = slots.filter(({ kind }) => kind === 'keychain');
  if (slot === undefined) throw new KeywrightError('vault/locked', 'The vault is not remembered');
  if (hasExpired(slot, clock.nowMs())) throw ended('its time is over');
  await assertKeychainReady(keychain);
  const item = await keychain.get(itemAccount(scope, slot.id));
  if (item === null) {
    throw new KeywrightError('keychain/locked', 'The keychain does not give the remembered unlock');
  }
  if (!ITEM.test(item.expose())) throw ended('what the keychain holds is not what was kept there');
  const input = Buffer.from(item.expose(), 'hex');
  const opening = openSlot(scope, slot, input);
  input.fill(0);
  item.wipe();
  if (opening.outcome === 'opened') return new SecretBytes(opening.vaultKey);
  if (opening.outcome === 'wrong') throw ended('what the keychain holds does not open the vault');
  throw new KeywrightError('vault/damaged', 'The key in the vault file was altered');
}

export function hasExpired(slot: Pick<SlotRow, 'expires_ms'>, nowMs: number): boolean {
  return nowMs >= slot.expires_ms;
}

/** Throws vault/remember-ended where the clock was set back by more than a day since the last write: it cannot tell an expiry. */
export function assertClockBelieved(nowMs: number, lastWallMs: number): void {
  if (nowMs < lastWallMs - CLOCK_TOLERANCE_MS) throw ended('the clock is behind the last change');
}

function ended(why: string): KeywrightError {
  return new KeywrightError('vault/remember-ended', `The remembered unlock has ended: ${why}`);
}
