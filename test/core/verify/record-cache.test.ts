/** The rules of the cache one by one, on a reader that is held in hand (protocols.md §3). */
import { beforeEach, describe, expect, it } from 'vitest';
import type {
  FeedChange,
  FeedPage,
  StoredVersion,
} from '../../../src-core/store/verification-store.ts';
import type { CompiledVersion } from '../../../src-core/verify/compiled-version.ts';
import { createRecordCache, type RecordCache } from '../../../src-core/verify/record-cache.ts';
import type { KeyId, VersionId } from '../../../src-shared/ids/ids.ts';
import { createCarelessRecordCache } from './careless-record-cache.ts';

const V1 = 'aaaaaaaaaaaa' as VersionId;
const V2 = 'bbbbbbbbbbbb' as VersionId;
const [K1, K2] = ['key_1' as KeyId, 'key_2' as KeyId];

const hashOf = (seq: number, history = 'a'): Buffer => Buffer.from(`${history}${seq}`);

/** A log of changes, each with its key; the reader counts how often a record was really read. */
class HeldStore {
  readonly log: FeedChange[] = [];
  reads = 0;
  mark = 1;
  history = 'a';
  /** What the next reads of a record say of the head. */
  seenSeq: number | null = null;
  hold: Promise<void> | null = null;

  commit(keyId: KeyId | null): void {
    const seq = this.log.length + 1;
    this.log.push({ seq, hash: hashOf(seq, this.history), keyId });
    this.mark += 1;
  }

  changeMark(): number {
    return this.mark;
  }

  async readFeed(afterSeq: number, limit: number): Promise<FeedPage> {
    const at = this.log[afterSeq - 1];
    return {
      headSeq: this.log.length,
      hashAtCursor: afterSeq === 0 ? hashOf(0) : (at?.hash ?? null),
      latestUs: this.log.length * 1_000,
      changes: this.log.slice(afterSeq, afterSeq + limit),
    };
  }

  async readVersion(
    versionId: VersionId,
  ): Promise<{ headSeq: number; version: StoredVersion | null }> {
    this.reads += 1;
    const headSeq = this.seenSeq ?? this.log.length;
    await this.hold;
    if (versionId !== V1 && versionId !== V2) return { headSeq, version: null };
    const keyId = versionId === V1 ? K1 : K2;
    return { headSeq, version: { versionId, keyId } as StoredVersion };
  }
}

let store: HeldStore;
let cache: RecordCache;
const seenMs: number[] = [];

beforeEach(() => {
  store = new HeldStore();
  store.commit(null);
  cache = createRecordCache({
    reader: store,
    compile: (stored) => ({ stored }) as CompiledVersion,
    observe: (atMs) => seenMs.push(atMs),
    maxRecords: 10,
  });
});

async function readsOf(...ids: VersionId[]): Promise<number> {
  const before = store.reads;
  for (const id of ids) await cache.find(id);
  return store.reads - before;
}

/** Reads of a version after its key was changed while an earlier lookup was reading it, and another had learnt of the change. */
async function readsAfterRace(): Promise<number> {
  await readsOf(V2);
  const released = Promise.withResolvers<void>();
  store.hold = released.promise;
  store.seenSeq = 99;
  const slow = cache.find(V1);
  await new Promise((resolve) => setImmediate(resolve));
  store.commit(K1);
  await cache.find(V2);
  released.resolve();
  await slow;
  store.hold = null;
  return readsOf(V1);
}

describe('record cache', () => {
  it('reads a record once and serves it until its key changes', async () => {
    expect(await readsOf(V1, V1, V2, V2)).toBe(2);
    store.commit(K1);
    expect(await readsOf(V1, V1)).toBe(1);
    expect(await readsOf(V2)).toBe(0);
  });

  it('never keeps an absence', async () => {
    const absent = 'zzzzzzzzzzzz' as VersionId;
    expect(await cache.find(absent)).toBe(null);
    expect(await readsOf(absent, absent)).toBe(2);
  });

  it('forgets everything at an event that names no key', async () => {
    await readsOf(V1, V2);
    store.commit(null);
    expect(await readsOf(V1, V2)).toBe(2);
  });

  it('forgets everything after more changes than one page holds', async () => {
    await readsOf(V1, V2);
    for (let count = 0; count < 1_001; count += 1) store.commit('key_3' as KeyId);
    expect(await readsOf(V1, V2)).toBe(2);
    expect(await readsOf(V1, V2)).toBe(0);
  });

  it('keeps what is untouched after exactly one page of changes', async () => {
    await readsOf(V1, V2);
    for (let count = 0; count < 1_000; count += 1) store.commit('key_3' as KeyId);
    expect(await readsOf(V1, V2)).toBe(0);
  });

  it('forgets everything where the log has become shorter', async () => {
    store.commit(K2);
    await readsOf(V1);
    store.log.length = 1;
    store.mark += 1;
    expect(await readsOf(V1)).toBe(1);
  });

  it('forgets everything where another history lies behind the cursor', async () => {
    store.commit(K2);
    await readsOf(V1);
    store.history = 'b';
    store.log.length = 1;
    store.commit(K2);
    expect(await readsOf(V1)).toBe(1);
    store.commit(K1);
    expect(await readsOf(V1)).toBe(1);
  });

  it('fill race: serves a record once that was read before the changes already applied', async () => {
    store.commit(K2);
    store.seenSeq = 1;
    expect(await readsOf(V1, V1)).toBe(2);
    store.seenSeq = null;
    expect(await readsOf(V1, V1)).toBe(1);
  });

  it('fill race: does not keep a record whose key changed while it was read', async () => {
    expect(await readsAfterRace()).toBe(1);
  });

  it('fill race, control: a cache that keeps whatever it read serves the old record on', async () => {
    cache = createCarelessRecordCache({
      reader: store,
      compile: (stored) => ({ stored }) as CompiledVersion,
      observe: () => undefined,
    });
    expect(await readsAfterRace()).toBe(0);
  });

  it('lets no call through on the old state while another is still applying the change', async () => {
    await readsOf(V1);
    store.commit(K1);
    const before = store.reads;
    await Promise.all([cache.find(V1), cache.find(V1), cache.find(V1)]);
    expect(store.reads - before).toBeGreaterThanOrEqual(1);
    expect(await readsOf(V1)).toBe(0);
    store.commit(K1);
    const [first, second] = [cache.find(V1), cache.find(V1)];
    await Promise.all([first, second]);
    expect(store.reads - before).toBeGreaterThanOrEqual(2);
  });

  it('asks again after a feed that failed, and serves nothing meanwhile', async () => {
    await readsOf(V1);
    store.commit(K1);
    const readFeed = store.readFeed.bind(store);
    store.readFeed = () => Promise.reject(new Error('no feed'));
    await expect(cache.find(V1)).rejects.toThrow('no feed');
    await expect(cache.find(V1)).rejects.toThrow('no feed');
    store.readFeed = readFeed;
    expect(await readsOf(V1)).toBe(1);
  });

  it('holds no more records than it may, the least recently used leaving first', async () => {
    cache = createRecordCache({
      reader: store,
      compile: (stored) => ({ stored }) as CompiledVersion,
      observe: () => undefined,
      maxRecords: 1,
    });
    expect(await readsOf(V1, V2, V2, V1)).toBe(3);
    expect(cache.size).toBe(1);
  });

  it('reports the latest instant of the store', async () => {
    await readsOf(V1);
    store.commit(K1);
    await readsOf(V1);
    expect(seenMs.at(-1)).toBe(2);
  });
});
