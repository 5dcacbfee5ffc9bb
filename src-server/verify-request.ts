/** Reads the body of `POST /v1/verify` with the contract's schema, and words what is wrong with it. */
import type { z } from 'zod';
import { type VerifyRequest, verifyRequestSchema } from '../src-shared/contract/verify.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';

/** Throws request/malformed. */
export function readVerifyRequest(body: unknown): VerifyRequest {
  const result = verifyRequestSchema.safeParse(body);
  if (result.success) return result.data;
  throw new KeywrightError('request/malformed', explain(result.error));
}

/** Names the field that is wrong; never a name or value that the caller chose. */
function explain(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue?.code === 'unrecognized_keys') return 'The body has a field that is not known';
  const field = issue?.path[0];
  if (field === undefined) return 'The body must be a JSON object';
  return `The field "${String(field)}" is missing, or not of the documented form`;
}
