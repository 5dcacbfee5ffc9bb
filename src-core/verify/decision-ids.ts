/** Ids of decisions: one for each answer, drawn from randomness fetched in blocks. */
import { BASE62_ALPHABET } from '../../src-shared/ids/base62.ts';
import type { DecisionId } from '../../src-shared/ids/ids.ts';
import type { RandomSource } from '../runtime/random.ts';

const LETTERS = Buffer.from(BASE62_ALPHABET, 'latin1');
const BLOCK_BYTES = 4_096;
const ID_LENGTH = 22;
/** 248 = 4 · 62: bytes from here on are skipped, so that every character is equally likely. */
const REJECT_FROM = 248;

/** Returns a source of ids: `dec_` and 22 uniform base62 characters. */
export function createDecisionIds(random: RandomSource): () => DecisionId {
  let letters = '';
  let used = 0;

  return () => {
    while (used + ID_LENGTH > letters.length) {
      letters = letters.slice(used) + lettersOf(random.bytes(BLOCK_BYTES));
      used = 0;
    }
    const start = used;
    used += ID_LENGTH;
    return `dec_${letters.slice(start, used)}` as DecisionId;
  };
}

function lettersOf(bytes: Buffer): string {
  const letters = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (const byte of bytes) {
    if (byte >= REJECT_FROM) continue;
    letters[length] = LETTERS[byte % LETTERS.length] as number;
    length += 1;
  }
  return letters.toString('latin1', 0, length);
}
