/** Constraints of the schema that a caller can run into, as error codes; any other violation is a fault of ours and passes through. */
import type { ErrorCode } from '../../../src-shared/error/error-codes.ts';
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import { violatedConstraint } from '../../postgres/postgres-fault.ts';

const CODES: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  versions_pepper: ['pepper/mismatch', 'The store does not know the pepper'],
  keys_pkey: ['key/exists', 'The id of the key or of its version is taken'],
  versions_pkey: ['key/exists', 'The id of the key or of its version is taken'],
  apis_by_name: ['api/exists', 'There is an API with that name already'],
  apis_by_prefix: ['api/prefix-taken', 'Another API has that prefix'],
  owners_by_label: ['owner/exists', 'There is such an owner already'],
  roles_by_name: ['role/exists', 'There is a role with that name already'],
};

/** The fault of a statement as its code where it has one: two programs may ask for the same name at once. */
export function constraintFault(error: unknown): unknown {
  const constraint = violatedConstraint(error);
  if (constraint === null) return error;
  if (constraint.endsWith('holds_no_raw_key')) {
    const hint = 'Leave the key out; name it by the 12 characters of its id.';
    return new KeywrightError('usage/secret-rejected', 'A text of the change holds an API key', {
      hint,
    });
  }
  const known = CODES[constraint];
  if (known === undefined) return error;
  const [code, message] = known;
  return new KeywrightError(code, message, { cause: error });
}
