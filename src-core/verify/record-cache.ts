/**
 * Compiled versions that were read before, never stale on the embedded store: each lookup first asks whether anything was committed
 * (`changeMark`), and if so applies the feed before it answers. Absences are not kept.
 * [Note: fill race] A record read while a change commits may be older than the changes already applied. It is kept only if the
 * head it was read with has reached the cursor and nothing was flushed meanwhile; else it serves the one call that read it.
 */
import type { KeyId, VersionId } from '../../src-shared/ids/ids.ts';
import type { MaybePromise } from '../runtime/maybe-promise.ts';
import type { StoredVersion, VerificationReader } from '../store/verification-store.ts';
import type { CompiledVersion } from './compiled-version.ts';
import { createFeedCursor } from './feed-cursor.ts';
import { createVersionShelf } from './version-shelf.ts';

interface RecordCacheDeps {
  readonly reader: Pick<VerificationReader, 'changeMark' | 'readFeed' | 'readVersion'>;
  readonly compile: (stored: StoredVersion) => CompiledVersion;
  /** Instants the store has seen, epoch milliseconds. */
  readonly observe: (seenMs: number) => void;
  readonly maxRecords?: number;
}

export interface RecordCache {
  /**
   * The version as the store has it now; null where no version has that id. At hand at once where it is cached and nothing was
   * committed. Throws, or rejects with, what the reader and `compile` throw.
   */
  find(versionId: VersionId): MaybePromise<CompiledVersion | null>;
  readonly size: number;
}

export const DEFAULT_MAX_RECORDS = 10_000;

export function createRecordCache(deps: RecordCacheDeps): RecordCache {
  const { reader } = deps;
  const shelf = createVersionShelf(deps.maxRecords ?? DEFAULT_MAX_RECORDS);
  /** Counts what was forgotten: a record read before is not kept after. */
  let epoch = 0;
  const forgotten = (forget: () => void): void => {
    epoch += 1;
    forget();
  };
  const cursor = createFeedCursor({
    reader,
    forgetKey: (keyId: KeyId) => forgotten(() => shelf.dropKey(keyId)),
    forgetAll: () => forgotten(() => shelf.clear()),
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

  async function catchUp(): Promise<void> {
    for (let mark = reader.changeMark(); mark !== appliedMark; mark = reader.changeMark()) {
      following ??= follow(mark);
      await following;
    }
  }

  async function read(versionId: VersionId): Promise<CompiledVersion | null> {
    const epochBefore = epoch;
    const { headSeq, version } = await reader.readVersion(versionId);
    if (version === null) return null;
    const compiled = deps.compile(version);
    if (headSeq >= cursor.seq && epoch === epochBefore) shelf.put(compiled);
    return compiled;
  }

  async function findBehind(versionId: VersionId): Promise<CompiledVersion | null> {
    await catchUp();
    return shelf.get(versionId) ?? read(versionId);
  }

  return {
    find(versionId) {
      if (reader.changeMark() !== appliedMark) return findBehind(versionId);
      return shelf.get(versionId) ?? read(versionId);
    },
    get size() {
      return shelf.size;
    },
  };
}
