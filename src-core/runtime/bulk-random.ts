/** Randomness for many small needs at once: drawn from the source in blocks, as each call to the kernel's generator has its price. */
import type { RandomSource } from './random.ts';

const BLOCK_BYTES = 4_096;

/** Every byte is handed out once and wiped from the block; what is left of a block at the end is never used. */
export function bulkRandom(source: RandomSource): RandomSource {
  let block: Buffer = Buffer.alloc(0);
  return {
    bytes: (size) => {
      if (size > block.length) block = source.bytes(Math.max(size, BLOCK_BYTES));
      const drawn = Buffer.from(block.subarray(0, size));
      block.fill(0, 0, size);
      block = block.subarray(size);
      return drawn;
    },
  };
}
