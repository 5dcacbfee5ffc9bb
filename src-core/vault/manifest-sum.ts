/**
 * The sum of many items modulo 2^256, added in 16 digits of 16 bits that are carried once at the end: big integers would be made anew
 * for every row. Exact up to 2^37 rows, far beyond what a file holds.
 */
const DIGITS = 16;
const DIGIT_BITS = 16n;
const MODULUS = 1n << 256n;

export class ManifestSum {
  /** The most significant first; whole numbers below 2^53. */
  readonly #digits = new Float64Array(DIGITS);

  /** The item as 32 characters, one for each byte. */
  add(item: string): void {
    const digits = this.#digits;
    for (let at = 0; at < DIGITS; at += 1) {
      const digit = (item.charCodeAt(2 * at) << 8) | item.charCodeAt(2 * at + 1);
      digits[at] = (digits[at] ?? 0) + digit;
    }
  }

  total(): bigint {
    let sum = 0n;
    for (const digit of this.#digits) sum = (sum << DIGIT_BITS) + BigInt(digit);
    return sum % MODULUS;
  }
}
