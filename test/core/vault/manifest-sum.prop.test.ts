import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManifestSum } from '../../../src-core/vault/manifest-sum.ts';

const MODULUS = 1n << 256n;
const item = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));

function numberOf(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

describe('the sum of a walk', () => {
  it('is the sum of the numbers modulo 2^256, as a single write adds them', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 50 }), (items) => {
        const sum = new ManifestSum();
        for (const one of items) sum.add(one.toString('latin1'));
        expect(sum.total()).toBe(items.reduce((total, one) => total + numberOf(one), 0n) % MODULUS);
      }),
    );
  });

  it('carries over all digits, however many rows there are', () => {
    const greatest = Buffer.alloc(32, 0xff);
    const rows = 70_000;
    const sum = new ManifestSum();
    for (let row = 0; row < rows; row += 1) sum.add(greatest.toString('latin1'));
    expect(sum.total()).toBe((numberOf(greatest) * BigInt(rows)) % MODULUS);
  });
});
