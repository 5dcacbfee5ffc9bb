/**
 * Lets requests that are answered in one go ask once for all whether anything was committed. A commit acknowledged before a request was
 * sent is still seen by its answer: the store is asked after the last of these requests has arrived (docs/decisions/0106).
 */
import type { VerificationReader } from '../src-core/store/verification-store.ts';

export interface SharedMark {
  /** As the reader it was made of. */
  readonly reader: VerificationReader;
  /** Runs `work`; the change mark is read at most once until it returns. For requests that arrived before. */
  readonly share: (work: () => void) => void;
}

export function createSharedMark(reader: VerificationReader): SharedMark {
  let isShared = false;
  let shared: number | null = null;
  return {
    reader: {
      storeId: reader.storeId,
      changeMark() {
        if (!isShared) return reader.changeMark();
        shared ??= reader.changeMark();
        return shared;
      },
      readFeed: (afterSeq, limit) => reader.readFeed(afterSeq, limit),
      readVersion: (versionId) => reader.readVersion(versionId),
      close: () => reader.close(),
    },
    share: (work) => {
      isShared = true;
      try {
        work();
      } finally {
        isShared = false;
        shared = null;
      }
    },
  };
}
