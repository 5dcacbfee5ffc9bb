/** Writes the fields of a canonical event one after the other into one buffer (docs/audit-log.md, "Canonical event"). */

const FIRST_SIZE_BYTES = 1_024;
/** UTF-8 needs at most this much for one UTF-16 unit. */
const MAX_UTF8_BYTES = 3;

export class FieldWriter {
  #buffer = Buffer.allocUnsafe(FIRST_SIZE_BYTES);
  #end = 0;

  byte(value: number): void {
    this.#reserve(1);
    this.#end = this.#buffer.writeUInt8(value, this.#end);
  }

  /** One ASCII letter. */
  letter(value: string): void {
    this.byte(value.charCodeAt(0));
  }

  uint32(value: number): void {
    this.#reserve(4);
    this.#end = this.#buffer.writeUInt32BE(value, this.#end);
  }

  /** Two's complement; the value must be an integer. */
  int64(value: number): void {
    this.#reserve(8);
    this.#end = this.#buffer.writeBigInt64BE(BigInt(value), this.#end);
  }

  /** UTF-8 with its length in bytes before it. */
  text(value: string): void {
    this.#reserve(4 + value.length * MAX_UTF8_BYTES);
    const sizeBytes = this.#buffer.write(value, this.#end + 4, 'utf8');
    this.#buffer.writeUInt32BE(sizeBytes, this.#end);
    this.#end += 4 + sizeBytes;
  }

  /** All that was written; the writer is not to be used any more. */
  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#end);
  }

  #reserve(sizeBytes: number): void {
    const needed = this.#end + sizeBytes;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(larger, 0, 0, this.#end);
    this.#buffer = larger;
  }
}
