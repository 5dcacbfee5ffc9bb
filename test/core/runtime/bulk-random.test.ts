import { describe, expect, it } from 'vitest';
import { bulkRandom } from '../../../src-core/runtime/bulk-random.ts';
import type { RandomSource } from '../../../src-core/runtime/random.ts';

/** Counts up, so that a byte handed out twice shows, and keeps the blocks it gave. */
function countingSource(): RandomSource & { readonly blocks: Buffer[] } {
  let next = 0;
  const blocks: Buffer[] = [];
  return {
    blocks,
    bytes: (size) => {
      const block = Buffer.alloc(size);
      for (let index = 0; index < size; index += 4) {
        if (size - index >= 4) block.writeUInt32BE(next, index);
        next += 1;
      }
      blocks.push(block);
      return block;
    },
  };
}

describe('randomness drawn in bulk', () => {
  it('hands out every byte once and wipes it from the block', () => {
    const source = countingSource();
    const random = bulkRandom(source);
    const drawn = Array.from({ length: 600 }, () => random.bytes(16).toString('hex'));
    expect(new Set(drawn).size).toBe(600);
    expect(source.blocks).toHaveLength(3);
    expect(source.blocks.slice(0, 2).every((block) => block.every((byte) => byte === 0))).toBe(
      true,
    );
  });

  it('hands out copies, which the wiping leaves alone', () => {
    const random = bulkRandom(countingSource());
    random.bytes(4);
    const second = random.bytes(4);
    random.bytes(4_000);
    expect(second.readUInt32BE()).toBe(1);
  });

  it('gives more than a block where that is asked for', () => {
    expect(bulkRandom(countingSource()).bytes(10_000)).toHaveLength(10_000);
  });
});
