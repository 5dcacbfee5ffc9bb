/**
 * HMAC-SHA-256 (RFC 2104) of a label and length-prefixed fields (docs/vault-format.md, "Conventions"), for walks over many rows: the
 * message is put together in one buffer that is used again, and hashes are taken as texts of one character per byte, which Node hands
 * out at a quarter of the price of a buffer. Only for what may lie in memory: such a text cannot be wiped, the key can.
 */
import { hash } from 'node:crypto';
import { BLOCK_BYTES, HASH_BYTES, INNER_PAD, OUTER_PAD, writePaddedKey } from './hmac.ts';

const LENGTH_BYTES = 4;
const INT64_BYTES = 8;
const FIRST_SIZE_BYTES = 1_024;
const MAX_UTF8_BYTES_PER_UNIT = 3;
const UINT32_VALUES = 2 ** 32;

export class FieldMac {
  /** Padded key ‖ message. */
  #inner = Buffer.alloc(FIRST_SIZE_BYTES);
  /** Padded key ‖ inner hash. */
  readonly #outer = Buffer.alloc(BLOCK_BYTES + HASH_BYTES);
  #end = BLOCK_BYTES;

  /** Copies the key, at most 64 bytes, until it is wiped. The message begins with the label as it is. */
  constructor(key: Uint8Array, label: string) {
    if (key.length > BLOCK_BYTES) throw new RangeError('The key is longer than a block');
    writePaddedKey(this.#inner, 0, { key, pad: INNER_PAD });
    writePaddedKey(this.#outer, 0, { key, pad: OUTER_PAD });
    this.#end += this.#inner.write(label, this.#end, 'latin1');
  }

  /** How long the message is, for `cutTo`. */
  get end(): number {
    return this.#end;
  }

  /** Takes the message back to what it was when `end` said this. */
  cutTo(end: number): void {
    this.#end = end;
  }

  /** lp(the text in UTF-8). */
  addText(text: string): void {
    this.#reserve(LENGTH_BYTES + text.length * MAX_UTF8_BYTES_PER_UNIT);
    const size = this.#inner.write(text, this.#end + LENGTH_BYTES, 'utf8');
    this.#end = this.#inner.writeUInt32BE(size, this.#end) + size;
  }

  /** lp(u32). */
  addUint32(value: number): void {
    this.#reserve(LENGTH_BYTES + LENGTH_BYTES);
    const at = this.#inner.writeUInt32BE(LENGTH_BYTES, this.#end);
    this.#end = this.#inner.writeUInt32BE(value, at);
  }

  /** lp(i64); the value is a safe integer. */
  addInt64(value: number): void {
    this.#reserve(LENGTH_BYTES + INT64_BYTES);
    const high = Math.floor(value / UINT32_VALUES);
    let at = this.#inner.writeUInt32BE(INT64_BYTES, this.#end);
    at = this.#inner.writeInt32BE(high, at);
    this.#end = this.#inner.writeUInt32BE(value - high * UINT32_VALUES, at);
  }

  /** lp(these bytes of the source). */
  addBytes(source: Buffer, from = 0, to = source.length): void {
    this.#reserve(LENGTH_BYTES + to - from);
    const at = this.#inner.writeUInt32BE(to - from, this.#end);
    this.#end = at + source.copy(this.#inner, at, from, to);
  }

  /** lp(the bytes that these hex digits stand for). */
  addHex(digits: string): void {
    this.#reserve(LENGTH_BYTES + digits.length / 2);
    const size = this.#inner.write(digits, this.#end + LENGTH_BYTES, 'hex');
    this.#end = this.#inner.writeUInt32BE(size, this.#end) + size;
  }

  /** The HMAC of the message so far: 32 characters, one for each byte. */
  digest(): string {
    const inner = hash('sha256', this.#inner.subarray(0, this.#end), 'binary');
    this.#outer.write(inner, BLOCK_BYTES, 'latin1');
    return hash('sha256', this.#outer, 'binary');
  }

  /** Overwrites the key. Nothing can be computed afterwards. */
  wipe(): void {
    this.#inner.fill(0);
    this.#outer.fill(0);
  }

  #reserve(sizeBytes: number): void {
    if (this.#end + sizeBytes <= this.#inner.length) return;
    const larger = Buffer.alloc(2 * (this.#end + sizeBytes));
    this.#inner.copy(larger, 0, 0, this.#end);
    this.#inner.fill(0);
    this.#inner = larger;
  }
}
