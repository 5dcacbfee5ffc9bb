/** What is told of a change whose COMMIT got no answer, where nobody could look for it. */
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import { CommitUnknown } from '../../postgres/postgres-pool.ts';

/** Returns store/outcome-unknown for a lost COMMIT, and any other fault as it is. */
export function unknownOutcome(error: unknown): unknown {
  if (!(error instanceof CommitUnknown)) return error;
  return new KeywrightError(
    'store/outcome-unknown',
    'The connection to the store was lost while the change was committed',
    { cause: error },
  );
}

/** As a rejection handler. */
export function throwUnknownOutcome(error: unknown): never {
  throw unknownOutcome(error);
}
