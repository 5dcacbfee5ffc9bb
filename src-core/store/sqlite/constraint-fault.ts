/** Constraints of the schema that a caller can run into, as error codes; any other violation is a fault of ours and passes through. */
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';

/** Runs `work`; a text that holds a raw key becomes usage/secret-rejected, a version under an unknown pepper pepper/mismatch, a taken id key/exists. */
export function withConstraintCodes<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw constraintFault(error);
  }
}

function constraintFault(error: unknown): unknown {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (code === 'SQLITE_CONSTRAINT_CHECK' && String(message).includes('holds_no_raw_key')) {
    const hint = 'Leave the key out; name it by the 12 characters of its id.';
    return new KeywrightError('usage/secret-rejected', 'A text of the change holds an API key', {
      hint,
    });
  }
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') {
    return new KeywrightError('pepper/mismatch', 'The store does not know the pepper', {
      cause: error,
    });
  }
  if (code === 'SQLITE_CONSTRAINT_PRIMARYKEY' && /: (keys|versions)\.id$/.test(String(message))) {
    return new KeywrightError('key/exists', 'The id of the key or of its version is taken', {
      cause: error,
    });
  }
  return error;
}
