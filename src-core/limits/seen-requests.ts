/**
 * Request ids that were counted in the last 60 s, so that a retry of one request is not counted twice.
 * Bounded: past the bound the oldest id is forgotten first, and its retry is counted again (never the other way round).
 */
import type { KeyId } from '../../src-shared/ids/ids.ts';

const REMEMBERED_US = 60_000_000;

export interface SeenRequests {
  has(keyId: KeyId, requestId: string, nowUs: number): boolean;
  /** Of an id that `has` does not know. */
  add(keyId: KeyId, requestId: string, nowUs: number): void;
  readonly size: number;
}

export function createSeenRequests(maxIds: number): SeenRequests {
  const countedAtUs = new Map<string, number>();
  const isOver = (atUs: number, nowUs: number): boolean => nowUs - atUs >= REMEMBERED_US;

  function forgetOld(nowUs: number): void {
    for (const [name, atUs] of countedAtUs) {
      if (countedAtUs.size < maxIds && !isOver(atUs, nowUs)) return;
      countedAtUs.delete(name);
    }
  }

  return {
    has(keyId, requestId, nowUs) {
      const atUs = countedAtUs.get(nameOf(keyId, requestId));
      return atUs !== undefined && !isOver(atUs, nowUs);
    },
    add(keyId, requestId, nowUs) {
      forgetOld(nowUs);
      countedAtUs.set(nameOf(keyId, requestId), nowUs);
    },
    get size() {
      return countedAtUs.size;
    },
  };
}

/** Key ids have a fixed length, so the pair is unambiguous. */
function nameOf(keyId: KeyId, requestId: string): string {
  return `${keyId} ${requestId}`;
}
