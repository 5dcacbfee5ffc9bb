/** Asks the verification server of this computer over HTTP, as any caller would. */
import {
  type VerifyAnswer,
  type VerifyRequest,
  verifyAnswerSchema,
} from '../../src-shared/contract/verify.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';

const WAIT_MS = 5_000;

/** Throws server/no-answer where nothing that answers as our server does is there. */
export async function tryServer(url: string, request: VerifyRequest): Promise<VerifyAnswer> {
  try {
    const response = await fetch(`${url}/v1/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      redirect: 'error',
      signal: AbortSignal.timeout(WAIT_MS),
    });
    return verifyAnswerSchema.parse(await response.json());
  } catch (cause) {
    throw new KeywrightError('server/no-answer', `The server at ${url} gives no verification`, {
      cause,
    });
  }
}
