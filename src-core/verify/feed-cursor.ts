/**
 * Follows the audit log as a change feed: from the last event seen to the newest, telling the cache what to forget.
 * Whenever it cannot be sure that nothing was missed (another history behind the cursor, a shorter log, too many changes at
 * once), everything is forgotten and the cursor jumps to the head (protocols.md §3).
 */
import type { KeyId } from '../../src-shared/ids/ids.ts';
import type { FeedPage, VerificationReader } from '../store/verification-store.ts';

const FEED_LIMIT = 1_000;

interface FeedCursorDeps {
  readonly reader: Pick<VerificationReader, 'readFeed'>;
  readonly forgetKey: (keyId: KeyId) => void;
  readonly forgetAll: () => void;
  /** The latest instant of each page, epoch milliseconds. */
  readonly observe: (seenMs: number) => void;
}

export interface FeedCursor {
  /** Sequence number up to which changes were applied. */
  readonly seq: number;
  /** Applies everything up to the head as it is when called, or later. */
  advance(): Promise<void>;
}

export function createFeedCursor(deps: FeedCursorDeps): FeedCursor {
  let seq = 0;
  let hash: Buffer | null = null;
  let hasStarted = false;

  async function advance(): Promise<void> {
    if (!hasStarted) return jumpToHead();
    const page = await readPage(seq);
    if (isOtherHistory(page)) return jumpToHead();
    const last = page.changes.at(-1);
    if ((last?.seq ?? seq) < page.headSeq) return jumpToHead();
    for (const change of page.changes) {
      if (change.keyId === null) deps.forgetAll();
      else deps.forgetKey(change.keyId);
    }
    moveTo(last);
  }

  async function jumpToHead(): Promise<void> {
    const { headSeq } = await readPage(0);
    const page = await readPage(headSeq);
    deps.forgetAll();
    seq = headSeq;
    hash = page.hashAtCursor;
    const last = page.changes.at(-1);
    // What came between the two reads is forgotten with the rest, unless it, too, was more than one page. A head behind its own log,
    // as an edited file may have it, ends the search as well.
    hasStarted = page.headSeq <= (last?.seq ?? headSeq);
    moveTo(last);
    if (!hasStarted) await jumpToHead();
  }

  function isOtherHistory(page: FeedPage): boolean {
    if (page.headSeq < seq) return true;
    return !isSameHash(page.hashAtCursor, hash);
  }

  function moveTo(last: { readonly seq: number; readonly hash: Buffer } | undefined): void {
    if (last === undefined) return;
    seq = last.seq;
    hash = last.hash;
  }

  async function readPage(afterSeq: number): Promise<FeedPage> {
    const page = await deps.reader.readFeed(afterSeq, FEED_LIMIT);
    deps.observe(Math.floor(page.latestUs / 1_000));
    return page;
  }

  return {
    get seq() {
      return seq;
    },
    advance,
  };
}

/** Before the first event an adapter may have no hash at all. */
function isSameHash(left: Buffer | null, right: Buffer | null): boolean {
  return left === null || right === null ? left === right : left.equals(right);
}
