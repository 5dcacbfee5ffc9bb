/**
 * The printed recovery code: 32 random bytes and 3 bytes of checksum as 56 characters of Crockford's base32, in groups of four
 * (docs/vault-format.md, "Recovery slot"). Reading forgives case, dashes, spaces and the look-alikes O, I and L.
 */
import { createHash } from 'node:crypto';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { SecretBytes, SecretText } from '../secret/secret-bytes.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHECK_LABEL = 'kw/v1/recovery-check';
export const RECOVERY_BYTES = 32;
const CHECK_BYTES = 3;
const CODE_LENGTH = 56;

export function encodeRecoveryCode(bytes: SecretBytes): SecretText {
  const all = Buffer.concat([bytes.expose(), checksum(bytes.expose())]);
  let text = '';
  for (let at = 0; at < CODE_LENGTH; at += 1) text += ALPHABET.charAt(readFiveBits(all, at * 5));
  all.fill(0);
  return new SecretText(text.replaceAll(/.{4}(?=.)/g, '$&-'));
}

/** The 32 bytes. Throws vault/wrong-recovery-code where the text cannot be a code: mistyped, cut or with foreign characters. */
export function parseRecoveryCode(code: SecretText): SecretBytes {
  const text = canonicalize(code.expose());
  if (text.length !== CODE_LENGTH) throw mistyped(`it has ${CODE_LENGTH} characters`);
  const all = Buffer.alloc(RECOVERY_BYTES + CHECK_BYTES);
  for (let at = 0; at < CODE_LENGTH; at += 1) {
    const value = ALPHABET.indexOf(text.charAt(at));
    if (value === -1) throw mistyped('it has only digits and letters without U');
    writeFiveBits(all, at * 5, value);
  }
  const bytes = Buffer.from(all.subarray(0, RECOVERY_BYTES));
  const isRight = checksum(bytes).equals(all.subarray(RECOVERY_BYTES));
  all.fill(0);
  if (!isRight) throw mistyped('its checksum does not fit, so a character is wrong');
  return new SecretBytes(bytes);
}

function canonicalize(text: string): string {
  return text.replace(/[\s-]/g, '').toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
}

function checksum(bytes: Uint8Array): Buffer {
  const hash = createHash('sha256').update(CHECK_LABEL).update(bytes).digest();
  return hash.subarray(0, CHECK_BYTES);
}

function readFiveBits(bytes: Buffer, bit: number): number {
  let value = 0;
  for (let at = bit; at < bit + 5; at += 1) {
    value = value * 2 + ((bytes.readUInt8(at >> 3) >> (7 - (at & 7))) & 1);
  }
  return value;
}

function writeFiveBits(bytes: Buffer, bit: number, value: number): void {
  for (let place = 0; place < 5; place += 1) {
    const at = bit + place;
    const one = (value >> (4 - place)) & 1;
    bytes.writeUInt8(bytes.readUInt8(at >> 3) | (one << (7 - (at & 7))), at >> 3);
  }
}

function mistyped(rule: string): KeywrightError {
  return new KeywrightError('vault/wrong-recovery-code', `Not a recovery code: ${rule}`);
}
