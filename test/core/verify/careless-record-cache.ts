/**
 * A record cache as it must not be: it keeps whatever it has read, though changes may have been applied while it was reading (the fill
 * race). Everything else is as in src-core/verify/record-cache.ts.
 */
import { createFeedCursor } from '../../../src-core/verify/feed-cursor.ts';
import type { createRecordCache, RecordCache } from '../../../src-core/verify/record-cache.ts';
import { createVersionShelf } from '../../../src-core/verify/version-shelf.ts';

type Deps = Parameters<typeof createRecordCache>[0];

export function createCarelessRecordCache({ reader, compile, ...deps }: Deps): RecordCache {
  const shelf = createVersionShelf(deps.maxRecords ?? 10);
  const cursor = createFeedCursor({
    reader,
    forgetKey: (keyId) => shelf.dropKey(keyId),
    forgetAll: () => shelf.clear(),
    observe: deps.observe,
  });
  let appliedMark: number | null = null;
  let following: Promise<void> | null = null;

  async function follow(mark: number): Promise<void> {
    try {
      await cursor.advance();
      appliedMark = mark;
    } finally {
      following = null;
    }
  }

  return {
    async find(versionId) {
      for (let mark = reader.changeMark(); mark !== appliedMark; mark = reader.changeMark()) {
        following ??= follow(mark);
        await following;
      }
      const kept = shelf.get(versionId);
      if (kept !== undefined) return kept;
      const { version } = await reader.readVersion(versionId);
      if (version === null) return null;
      const compiled = compile(version);
      shelf.put(compiled);
      return compiled;
    },
    get size() {
      return shelf.size;
    },
  };
}
