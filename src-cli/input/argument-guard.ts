/** Refuses keys on the command line before anything is parsed: other programs can read arguments, and shells keep them. */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';

/** A Keywright token, whole or with a few characters lost or mistyped at its end. */
const TOKEN_LIKE = /[a-z][a-z0-9]{1,15}_[a-z][a-z0-9]{1,11}_[0-9A-Za-z]{12}_[0-9A-Za-z]{16,}/;

/** Throws usage/secret-rejected where an argument holds a key; the key is not repeated. */
export function refuseKeysInArguments(argv: readonly string[]): void {
  if (!argv.some((argument) => TOKEN_LIKE.test(argument))) return;
  throw new KeywrightError(
    'usage/secret-rejected',
    'A key was given on the command line, where other programs can read it',
    {
      hint: 'Pipe it instead: `keywright verify < FILE`. Name a key by its id or name; treat this one as leaked.',
    },
  );
}
