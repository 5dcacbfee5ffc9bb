/**
 * The one rule for vault passwords (docs/vault-format.md, "Password"): NFKC, at least 15 code points, at most 1,024 bytes; rejected,
 * never truncated. Code points whose normalisation could differ between Unicode versions are refused. The text exists as a
 * JavaScript string while it is normalised, which cannot be wiped; the bytes can.
 */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { SecretBytes } from '../secret/secret-bytes.ts';

const MIN_CODE_POINTS = 15;
const MAX_UNITS = 1_024;
const MAX_BYTES = 1_024;
const REFUSED = /[\p{Cn}\p{Cc}\p{Cs}]/u;

/** What is wrong with the password as typed; null: nothing. */
function findPasswordFault(text: string, normalized: string): string | null {
  if (text.length > MAX_UNITS) return `Passwords have at most ${MAX_UNITS} characters`;
  if (REFUSED.test(text) || REFUSED.test(normalized)) {
    return 'The password has a control character or one that no Unicode version defines';
  }
  if (Array.from(normalized).length < MIN_CODE_POINTS) {
    return `Passwords have at least ${MIN_CODE_POINTS} characters`;
  }
  if (Buffer.byteLength(normalized) > MAX_BYTES) return `Passwords have at most ${MAX_BYTES} bytes`;
  return null;
}

/** UTF-8 as typed → normalised UTF-8, a new SecretBytes. Throws usage/password-rejected, naming the rule and never the password. */
export function normalizePassword(typed: SecretBytes): SecretBytes {
  const text = decode(typed.expose());
  const normalized = text.length > MAX_UNITS ? '' : text.normalize('NFKC');
  const fault = findPasswordFault(text, normalized);
  if (fault !== null) throw new KeywrightError('usage/password-rejected', fault);
  return new SecretBytes(Buffer.from(normalized, 'utf8'));
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new KeywrightError('usage/password-rejected', 'The password is not UTF-8 text', {
      cause: error,
    });
  }
}
