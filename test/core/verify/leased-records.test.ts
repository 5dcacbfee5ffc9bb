/** The lease, and the records served under it: never older than 800 ms, whatever is lost, late, asleep or restored. */
import { beforeEach, describe, expect, it } from 'vitest';
import type {
  FeedChange,
  SharedReader,
  StoredVersion,
} from '../../../src-core/store/verification-store.ts';
import type { CompiledVersion } from '../../../src-core/verify/compiled-version.ts';
import { createDatabaseClock } from '../../../src-core/verify/database-clock.ts';
import { createLease, LEASE_MS, RENEWAL_LIMIT_MS } from '../../../src-core/verify/lease.ts';
import { keepLease, RENEW_EVERY_MS } from '../../../src-core/verify/lease-keeper.ts';
import { createLeasedRecords } from '../../../src-core/verify/leased-records.ts';
import type { KeyId, VersionId } from '../../../src-shared/ids/ids.ts';
import { type SteppedClock, steppedClock } from './verify-bench.ts';

const VERSION = 'version00001' as VersionId;
const KEY = 'key_1' as KeyId;

/** A store of one version, as a network away: what is asked is answered when a test says so, at most. */
class SlowStore {
  readonly clock: SteppedClock;
  state: StoredVersion['state'] = 'active';
  changes: FeedChange[] = [];
  reads = 0;
  /** Milliseconds that each answer takes, on the clock of the tests. */
  answerMs = 0;
  isGone = false;
  /** Held back until it is resolved; null: nothing is. */
  gate: Promise<void> | null = null;

  constructor(clock: SteppedClock) {
    this.clock = clock;
    this.change(null);
  }

  get headSeq(): number {
    return this.changes.length;
  }

  change(keyId: KeyId | null, state: StoredVersion['state'] = this.state): void {
    const seq = this.changes.length + 1;
    this.changes.push({ seq, hash: Buffer.alloc(32, seq), keyId });
    this.state = state;
  }

  get reader(): Pick<SharedReader, 'readFeed' | 'readVersion'> {
    return {
      readFeed: async (afterSeq, limit) => {
        const page = {
          headSeq: this.headSeq,
          hashAtCursor:
            this.changes[afterSeq - 1]?.hash ?? (afterSeq === 0 ? Buffer.alloc(32) : null),
          latestUs: 0,
          clockUs: 0,
          changes: this.changes.slice(afterSeq, afterSeq + limit),
        };
        await this.answer();
        return page;
      },
      readVersion: async (versionId) => {
        this.reads += 1;
        const stored = { versionId, keyId: KEY, state: this.state } as StoredVersion;
        const found = { headSeq: this.headSeq, latestUs: 0, clockUs: 0, version: stored };
        await this.answer();
        return found;
      },
    };
  }

  private async answer(): Promise<void> {
    if (this.isGone) throw new Error('the store cannot be reached');
    await this.gate;
    this.clock.step(this.answerMs);
  }
}

let clock: SteppedClock;
let store: SlowStore;

const compile = (stored: StoredVersion): CompiledVersion => ({ stored }) as CompiledVersion;

function recordsOf() {
  const databaseClock = createDatabaseClock(clock);
  const { reader } = store;
  return createLeasedRecords({ reader, compile, clock, databaseClock, maxRecords: 10 });
}

beforeEach(() => {
  clock = steppedClock();
  store = new SlowStore(clock);
});

const stateFrom = async (records: ReturnType<typeof recordsOf>): Promise<unknown> =>
  (await records.find(VERSION))?.stored.state;

describe('records of a shared store', () => {
  it('are asked for each time while nothing renews', async () => {
    const records = recordsOf();
    await stateFrom(records);
    await stateFrom(records);
    expect(store.reads).toBe(2);
  });

  it('are served from memory under the lease, at once, and asked for again when it has run out', async () => {
    const records = recordsOf();
    await records.renew();
    await stateFrom(records);
    expect(records.find(VERSION)).not.toBeInstanceOf(Promise);
    clock.step(LEASE_MS - 1);
    expect(records.find(VERSION)).not.toBeInstanceOf(Promise);
    clock.step(1);
    expect(records.find(VERSION)).toBeInstanceOf(Promise);
    expect(store.reads).toBe(2);
  });

  it('forget what changed at the next renewal, and never serve it beyond the lease without one', async () => {
    const records = recordsOf();
    await records.renew();
    await stateFrom(records);
    store.change(KEY, 'revoked');
    expect(await stateFrom(records)).toBe('active');
    await records.renew();
    expect(await stateFrom(records)).toBe('revoked');
    store.change(KEY, 'active');
    store.isGone = true;
    await expect(records.renew()).rejects.toThrow(/reached/);
    clock.step(LEASE_MS);
    await expect(records.find(VERSION)).rejects.toThrow(/reached/);
  });

  it('keep other keys through a change of one, and none through a change of what keys share', async () => {
    const records = recordsOf();
    await records.renew();
    await stateFrom(records);
    store.change('key_2' as KeyId);
    await records.renew();
    expect(records.size).toBe(1);
    store.change(null);
    await records.renew();
    expect(records.size).toBe(0);
  });

  it('are not kept where a change was applied between their reading and their answer (fill race)', async () => {
    const records = recordsOf();
    await records.renew();
    const gate = Promise.withResolvers<void>();
    store.gate = gate.promise;
    const late = records.find(VERSION);
    store.gate = null;
    store.change(KEY, 'revoked');
    await records.renew();
    gate.resolve();
    expect((await late)?.stored.state).toBe('active');
    expect(records.size).toBe(0);
    expect(await stateFrom(records)).toBe('revoked');
  });

  it('are all forgotten where the log has another history, as after a restore', async () => {
    const records = recordsOf();
    await records.renew();
    await stateFrom(records);
    store.changes = [{ seq: 1, hash: Buffer.alloc(32, 99), keyId: null }];
    await records.renew();
    expect(records.size).toBe(0);
  });

  it('are judged by the lease’s beginning: a slow answer shortens it, one too slow renews nothing', async () => {
    const records = recordsOf();
    store.answerMs = 150;
    await records.renew();
    store.answerMs = 0;
    await stateFrom(records);
    clock.step(LEASE_MS - 301);
    expect(records.find(VERSION)).not.toBeInstanceOf(Promise);
    clock.step(1);
    expect(records.find(VERSION)).toBeInstanceOf(Promise);
    store.answerMs = RENEWAL_LIMIT_MS + 1;
    await records.renew();
    store.answerMs = 0;
    expect(records.find(VERSION)).toBeInstanceOf(Promise);
  });
});

describe('the lease', () => {
  it('ends with a suspend, during which the monotonic clock may stand still', () => {
    const lease = createLease(clock);
    lease.renew(lease.begin());
    expect(lease.isHeld()).toBe(true);
    clock.setWall(clock.nowMs() + LEASE_MS);
    expect(lease.isHeld()).toBe(true);
    clock.setWall(clock.nowMs() + 1);
    expect(lease.isHeld()).toBe(false);
  });

  it('ends with a step of the wall clock backwards', () => {
    const lease = createLease(clock);
    lease.renew(lease.begin());
    clock.setWall(clock.nowMs() - 1);
    expect(lease.isHeld()).toBe(false);
  });

  it('is not held before it was renewed, and a late renewal leaves the former one', () => {
    const lease = createLease(clock);
    expect(lease.isHeld()).toBe(false);
    const first = lease.begin();
    expect(lease.renew(first)).toBe(true);
    const late = lease.begin();
    clock.step(RENEWAL_LIMIT_MS);
    expect(lease.renew(late)).toBe(true);
    const later = lease.begin();
    clock.step(RENEWAL_LIMIT_MS + 1);
    expect(lease.renew(later)).toBe(false);
  });
});

describe('the keeper of the lease', () => {
  interface Ticker {
    tick: () => void;
    everyMs: number;
    isStopped: boolean;
  }

  function keeping(renew: () => Promise<void>) {
    const ticker: Ticker = { tick: () => undefined, everyMs: 0, isStopped: false };
    const told: unknown[] = [];
    const keeper = keepLease({
      records: { renew },
      repeat: (tick, everyMs) => {
        Object.assign(ticker, { tick, everyMs });
        return () => {
          ticker.isStopped = true;
        };
      },
      onChange: (fault) => told.push(fault),
    });
    return { ticker, told, keeper };
  }

  it('renews at once and four times a second, one question at a time', async () => {
    let asked = 0;
    let answer: () => void = () => undefined;
    const { ticker, keeper } = keeping(() => {
      asked += 1;
      return new Promise((resolve) => {
        answer = resolve;
      });
    });
    expect([asked, ticker.everyMs]).toEqual([1, RENEW_EVERY_MS]);
    ticker.tick();
    expect(asked).toBe(1);
    answer();
    await new Promise(setImmediate);
    ticker.tick();
    expect(asked).toBe(2);
    keeper.stop();
    expect(ticker.isStopped).toBe(true);
  });

  it('tells once that the feed is lost, and once that it is there again', async () => {
    const lost = new Error('lost');
    let fault: Error | null = lost;
    const { ticker, told } = keeping(async () => {
      if (fault !== null) throw fault;
    });
    const turn = async (): Promise<void> => {
      ticker.tick();
      await new Promise(setImmediate);
    };
    await new Promise(setImmediate);
    await turn();
    expect(told).toEqual([lost]);
    fault = null;
    await turn();
    await turn();
    expect(told).toEqual([lost, null]);
  });
});
