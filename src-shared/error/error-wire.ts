/** What may cross of an error between processes: code, message and hint, never a cause. Used by the agent's socket and
 * the window's port; the schema is wire-error-schema.ts, apart so that the window carries no schema library. */
import { errorFacts, isErrorCode } from './error-codes.ts';
import { KeywrightError } from './keywright-error.ts';

export interface WireError {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
}

/** A bug of ours crosses as internal/bug, without its text. */
export function encodeError(error: unknown): WireError {
  if (error instanceof KeywrightError) {
    return { code: error.code, message: error.publicMessage, hint: error.hint };
  }
  return {
    code: 'internal/bug',
    message: 'Keywright failed',
    hint: errorFacts('internal/bug').hint,
  };
}

/** The error that came over the wire, as it was thrown on the other side. */
export function decodeError(error: WireError): KeywrightError {
  const code = isErrorCode(error.code) ? error.code : 'internal/bug';
  return new KeywrightError(code, error.message, error.hint === null ? {} : { hint: error.hint });
}
