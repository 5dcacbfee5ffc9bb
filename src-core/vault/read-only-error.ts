/** The error that a write, or a reveal, of a read-only vault ends with. */
import type { ErrorCode } from '../../src-shared/error/error-codes.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { ReadOnlyCause } from './vault.ts';

const REFUSALS: Readonly<Record<ReadOnlyCause, readonly [ErrorCode, string]>> = {
  'changed-outside': ['vault/changed-outside', 'The vault was changed outside Keywright'],
  'rolled-back': ['vault/rolled-back', 'The vault is older than the one last used here'],
  newer: ['vault/newer', 'The vault was written by a newer Keywright'],
  unwritable: ['vault/read-only', 'The vault file or its folder cannot be written'],
};

export function readOnlyError(cause: ReadOnlyCause): KeywrightError {
  const [code, reason] = REFUSALS[cause];
  return new KeywrightError(code, `${reason}; it is open read-only`);
}
