/** The body of a refusal that a gateway writes itself, where it cannot pass on the server's: as the server writes it. */
import { type ErrorCode, errorFacts } from '../../src-shared/error/error-codes.ts';

/** One line of JSON without a single quote, backslash or dollar sign. */
export function gatewayProblem(code: ErrorCode, detail: string): string {
  const { http, title, hint } = errorFacts(code);
  const type = `urn:keywright:error:${code.replace('/', ':')}`;
  return JSON.stringify({ type, title, status: http, detail, code, hint });
}
