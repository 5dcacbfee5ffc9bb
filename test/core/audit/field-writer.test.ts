import { describe, expect, it } from 'vitest';
import { FieldWriter } from '../../../src-core/audit/field-writer.ts';

/** The same fields, each in a buffer of its own. */
function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  const size = Buffer.alloc(4);
  size.writeUInt32BE(bytes.length);
  return Buffer.concat([size, bytes]);
}

function int64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
}

describe('FieldWriter', () => {
  it('writes each field after the one before, big-endian, texts with their length in bytes', () => {
    const out = new FieldWriter();
    out.byte(255);
    out.letter('s');
    out.uint32(258);
    out.int64(-2);
    out.text('Zoë 🔑');
    const expected = [Buffer.from([255, 115, 0, 0, 1, 2]), int64(-2n), text('Zoë 🔑')];
    expect(out.bytes()).toEqual(Buffer.concat(expected));
  });

  it('keeps what was written where the room has to grow, once and again', () => {
    const texts = ['a'.repeat(300), 'ß'.repeat(700), '鍵'.repeat(5_000), '🔑'.repeat(40_000), ''];
    const out = new FieldWriter();
    for (const value of texts) out.text(value);
    expect(out.bytes().equals(Buffer.concat(texts.map(text)))).toBe(true);
  });

  it('has room for every field at every size of what stands before it', () => {
    const faults: number[] = [];
    for (let size = 1_000; size <= 1_030; size += 1) {
      const out = new FieldWriter();
      for (let byte = 0; byte < size; byte += 1) out.byte(7);
      out.int64(9);
      out.uint32(1);
      out.letter('t');
      out.text('鍵');
      const tail = [int64(9n), Buffer.from([0, 0, 0, 1, 116]), text('鍵')];
      const expected = Buffer.concat([Buffer.alloc(size, 7), ...tail]);
      if (!out.bytes().equals(expected)) faults.push(size);
    }
    expect(faults).toEqual([]);
  });
});
