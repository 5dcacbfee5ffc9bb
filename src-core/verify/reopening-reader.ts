/**
 * A reader that opens its store anew once the file it reads is gone or replaced, as after restoring a backup: the server recovers
 * without a restart. Each opening changes the mark, so that nothing read from the former file is served on.
 */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { VerificationReader } from '../store/verification-store.ts';

/** Marks of one opening stay below this. */
const MARKS_PER_OPENING = 2 ** 32;

/** `open` is called at once, and again whenever the mark cannot be read. Throws what it throws. */
export function createReopeningReader(open: () => VerificationReader): VerificationReader {
  let reader = open();
  let openings = 0;
  const { storeId } = reader;

  function reopen(cause: unknown): void {
    const opened = open();
    if (opened.storeId !== storeId) {
      opened.close();
      throw new KeywrightError('store/unavailable', 'Another store lies in its place', { cause });
    }
    reader.close();
    reader = opened;
    openings += 1;
  }

  function markNow(): number {
    return openings * MARKS_PER_OPENING + (reader.changeMark() % MARKS_PER_OPENING);
  }

  return {
    storeId,
    changeMark() {
      try {
        return markNow();
      } catch (error) {
        reopen(error);
        return markNow();
      }
    },
    readFeed: (afterSeq, limit) => reader.readFeed(afterSeq, limit),
    readVersion: (versionId) => reader.readVersion(versionId),
    close: () => reader.close(),
  };
}
