/** Where the cursor goes, page by page, on a log that is held in hand (protocols.md §3). */
import { beforeEach, describe, expect, it } from 'vitest';
import type { FeedChange, FeedPage } from '../../../src-core/store/verification-store.ts';
import { createFeedCursor, type FeedCursor } from '../../../src-core/verify/feed-cursor.ts';
import type { KeyId } from '../../../src-shared/ids/ids.ts';

const PAGE = 1_000;

let log: FeedChange[];
let history: string;
let asked: { afterSeq: number; limit: number }[];
let beforeRead: (() => void)[];
let headSeqShown: number | null;
let told: string[];
let cursor: FeedCursor;

function hashAt(seq: number): Buffer | null {
  return seq === 0 ? null : (log[seq - 1]?.hash ?? null);
}

function commit(count: number, keyId: string | null = 'k'): void {
  for (let index = 0; index < count; index += 1) {
    const seq = log.length + 1;
    log.push({ seq, hash: Buffer.from(`${history}${seq}`), keyId: keyId as KeyId | null });
  }
}

async function readFeed(afterSeq: number, limit: number): Promise<FeedPage> {
  asked.push({ afterSeq, limit });
  beforeRead.shift()?.();
  return {
    headSeq: headSeqShown ?? log.length,
    hashAtCursor: hashAt(afterSeq),
    latestUs: log.length * 1_000 + 999,
    changes: log.slice(afterSeq, afterSeq + limit),
  };
}

beforeEach(() => {
  [log, history, asked, beforeRead, headSeqShown, told] = [[], 'a', [], [], null, []];
  cursor = createFeedCursor({
    reader: { readFeed },
    forgetKey: (keyId) => told.push(keyId),
    forgetAll: () => told.push('all'),
    observe: (seenMs) => told.push(`${seenMs} ms`),
  });
});

/** What was forgotten since the last look, without the instants. */
function forgotten(): string[] {
  return told.splice(0).filter((word) => !word.endsWith(' ms'));
}

describe('the feed cursor', () => {
  it('starts at the head and forgets everything once', async () => {
    commit(3);
    expect(cursor.seq).toBe(0);
    await cursor.advance();
    expect(cursor.seq).toBe(3);
    expect(forgotten()).toEqual(['all']);
  });

  it('forgets the keys that changed, and everything for a change that names none', async () => {
    await cursor.advance();
    forgotten();
    commit(1, 'k1');
    commit(1, null);
    commit(1, 'k2');
    await cursor.advance();
    expect(forgotten()).toEqual(['k1', 'all', 'k2']);
    expect(cursor.seq).toBe(3);
  });

  it('forgets nothing where nothing came, on an empty log too', async () => {
    await cursor.advance();
    forgotten();
    await cursor.advance();
    expect(forgotten()).toEqual([]);
    commit(1);
    await cursor.advance();
    expect(forgotten()).toEqual(['k']);
    await cursor.advance();
    expect([forgotten(), cursor.seq]).toEqual([[], 1]);
  });

  it('takes a whole page, and jumps to the head where there is more than one', async () => {
    await cursor.advance();
    forgotten();
    commit(PAGE);
    await cursor.advance();
    expect(forgotten()).toEqual(Array.from({ length: PAGE }, () => 'k'));
    commit(PAGE + 1);
    await cursor.advance();
    expect([forgotten(), cursor.seq]).toEqual([['all'], 2 * PAGE + 1]);
    expect(new Set(asked.map(({ limit }) => limit))).toEqual(new Set([PAGE]));
  });

  it('jumps to the head of a log that is shorter, or has another history', async () => {
    commit(5);
    await cursor.advance();
    forgotten();
    log.splice(3);
    await cursor.advance();
    expect([forgotten(), cursor.seq]).toEqual([['all'], 3]);
    history = 'b';
    log.splice(0);
    commit(4);
    await cursor.advance();
    expect([forgotten(), cursor.seq]).toEqual([['all'], 4]);
    await cursor.advance();
    expect(forgotten()).toEqual([]);
  });

  it('jumps where the event at the cursor is gone although the log says that it is as long', async () => {
    commit(5);
    await cursor.advance();
    forgotten();
    log.splice(3);
    headSeqShown = 5;
    await cursor.advance();
    expect(forgotten()).toContain('all');
  });

  it('jumps where the log ends below the cursor but an event there is shown as before', async () => {
    commit(5);
    await cursor.advance();
    forgotten();
    headSeqShown = 4;
    await cursor.advance();
    expect(forgotten()).toEqual(['all']);
  });

  it('follows what is appended between the two reads of a jump', async () => {
    beforeRead = [() => commit(2), () => commit(2)];
    await cursor.advance();
    expect(cursor.seq).toBe(4);
    expect(asked.map(({ afterSeq }) => afterSeq)).toEqual([0, 2]);
    forgotten();
    await cursor.advance();
    expect(forgotten()).toEqual([]);
  });

  it('jumps again where more than a page is appended between the two reads', async () => {
    beforeRead = [() => commit(1), () => commit(PAGE + 1)];
    await cursor.advance();
    expect(asked.map(({ afterSeq }) => afterSeq)).toEqual([0, 1, 0, PAGE + 2]);
    expect([forgotten(), cursor.seq]).toEqual([['all', 'all'], PAGE + 2]);
  });

  it('starts anew where its first jump failed half way', async () => {
    commit(2);
    beforeRead = [
      () => undefined,
      () => {
        throw new Error('gone');
      },
    ];
    await expect(cursor.advance()).rejects.toThrow('gone');
    await cursor.advance();
    expect([forgotten(), cursor.seq]).toEqual([['all'], 2]);
  });

  it('passes on the latest instant of each page, in whole milliseconds', async () => {
    commit(2);
    await cursor.advance();
    expect(told.filter((word) => word.endsWith(' ms'))).toEqual(['2 ms', '2 ms']);
  });
});
