import { describe, expect, it } from 'vitest';
import { createDecisionIds } from '../../../src-core/verify/decision-ids.ts';

/** Blocks whose bytes count up from `first`, each block from where the one before ended. */
function countingBytes(): { sizes: number[]; bytes(size: number): Buffer } {
  let next = 0;
  const sizes: number[] = [];
  return {
    sizes,
    bytes(size) {
      sizes.push(size);
      return Buffer.from(Array.from({ length: size }, () => next++ & 0xff));
    },
  };
}

describe('a decision id', () => {
  it('is dec_ and 22 characters, byte after byte', () => {
    const next = createDecisionIds(countingBytes());
    expect(next()).toBe('dec_0123456789ABCDEFGHIJKL');
    expect(next()).toBe('dec_MNOPQRSTUVWXYZabcdefgh');
  });

  it('uses no byte from 248 on, which would favour the first characters', () => {
    const next = createDecisionIds(countingBytes());
    const text = Array.from({ length: 248 / 22 + 1 }, () => next().slice(4)).join('');
    const fair = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'.repeat(4);
    expect(text).toBe(`${fair}${fair}`.slice(0, text.length));
  });

  it('fetches randomness in blocks, a new one when the last is used up', () => {
    const random = countingBytes();
    const next = createDecisionIds(random);
    for (let count = 0; count < 500; count += 1) next();
    const blocks = random.sizes.filter((size) => size > 0);
    expect(blocks).toEqual([4_096, 4_096, 4_096]);
  });
});
