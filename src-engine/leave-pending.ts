import { KeywrightError } from '../src-shared/error/keywright-error.ts';

/** Runs what settles a copy. What cannot be written now stays pending: the copy is sealed already, and the next unlock settles it. */
export function leavePending(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof KeywrightError)) throw error;
  }
}
