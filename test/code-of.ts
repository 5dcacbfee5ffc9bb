import { KeywrightError } from '../src-shared/error/keywright-error.ts';

/** The code that the work throws, or what it threw or returned instead, for a readable failure. */
export function codeOf(work: () => unknown): unknown {
  try {
    return { returned: work() };
  } catch (error) {
    return error instanceof KeywrightError ? error.code : error;
  }
}

/** As codeOf, for work that waits. */
export async function codeOfAsync(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return { returned: await work() };
  } catch (error) {
    return error instanceof KeywrightError ? error.code : error;
  }
}
