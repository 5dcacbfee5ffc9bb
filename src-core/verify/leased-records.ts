/**
 * Compiled versions of a shared store. Under the lease (./lease.ts) a kept record is served at once; without one every look is a question
 * to the primary that begins after it was asked for. Who never renews verifies strictly: nothing is then served from memory.
 * Absences are not kept. [Note: fill race] as in ./record-cache.ts.
 */
import type { KeyId, VersionId } from '../../src-shared/ids/ids.ts';
import type { Clock } from '../runtime/clock.ts';
import type { SharedReader, StoredVersion } from '../store/verification-store.ts';
import type { CompiledVersion } from './compiled-version.ts';
import type { DatabaseClock } from './database-clock.ts';
import { createFeedCursor } from './feed-cursor.ts';
import { createLease } from './lease.ts';
import type { RecordCache } from './record-cache.ts';
import { createVersionShelf } from './version-shelf.ts';

interface LeasedRecordsDeps {
  readonly reader: Pick<SharedReader, 'readFeed' | 'readVersion'>;
  readonly compile: (stored: StoredVersion) => CompiledVersion;
  readonly clock: Clock;
  readonly databaseClock: DatabaseClock;
  readonly maxRecords: number;
}

export interface LeasedRecords extends RecordCache {
  /** Applies every change up to now and renews the lease. Rejects with what the reader throws; then nothing is renewed. */
  renew(): Promise<void>;
}

export function createLeasedRecords(deps: LeasedRecordsDeps): LeasedRecords {
  const { clock, databaseClock } = deps;
  const lease = createLease(clock);
  const shelf = createVersionShelf(deps.maxRecords);
  /** Counts what was forgotten: a record read before is not kept after. */
  let epoch = 0;
  const forgotten = (forget: () => void): void => {
    epoch += 1;
    forget();
  };
  const reader = timedReader(deps);
  const cursor = createFeedCursor({
    reader,
    forgetKey: (keyId: KeyId) => forgotten(() => shelf.dropKey(keyId)),
    forgetAll: () => forgotten(() => shelf.clear()),
    observe: (seenMs) => databaseClock.observe(seenMs),
  });

  async function read(versionId: VersionId): Promise<CompiledVersion | null> {
    const epochBefore = epoch;
    const { headSeq, version } = await reader.readVersion(versionId);
    if (version === null) return null;
    const compiled = deps.compile(version);
    if (headSeq >= cursor.seq && epoch === epochBefore) shelf.put(compiled);
    return compiled;
  }

  return {
    find(versionId) {
      const kept = lease.isHeld() ? shelf.get(versionId) : undefined;
      return kept ?? read(versionId);
    },
    async renew() {
      const start = lease.begin();
      await cursor.advance();
      lease.renew(start);
    },
    get size() {
      return shelf.size;
    },
  };
}

/** Tells the database's clock of each answer. */
function timedReader({
  reader,
  clock,
  databaseClock,
}: LeasedRecordsDeps): Pick<SharedReader, 'readFeed' | 'readVersion'> {
  return {
    async readFeed(afterSeq, limit) {
      const sentMs = clock.monotonicMs();
      const page = await reader.readFeed(afterSeq, limit);
      databaseClock.observeAnswer(page, { sentMs, receivedMs: clock.monotonicMs() });
      return page;
    },
    async readVersion(versionId) {
      const sentMs = clock.monotonicMs();
      const found = await reader.readVersion(versionId);
      databaseClock.observeAnswer(found, { sentMs, receivedMs: clock.monotonicMs() });
      return found;
    },
  };
}
