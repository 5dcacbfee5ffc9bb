import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeInt64,
  encodeUint32,
  lengthPrefixed,
} from '../../../src-core/crypto/binary-fields.ts';
import { FieldMac } from '../../../src-core/crypto/field-mac.ts';

const LABEL = 'kw/v1/test';

type Field =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'uint32'; readonly value: number }
  | { readonly kind: 'int64'; readonly value: number }
  | { readonly kind: 'bytes'; readonly value: Buffer }
  | { readonly kind: 'hex'; readonly value: Buffer };

const bytes = fc.uint8Array({ maxLength: 3_000 }).map((value) => Buffer.from(value));
const anyField: fc.Arbitrary<Field> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    value: fc.string({ unit: 'binary', maxLength: 900 }),
  }),
  fc.record({ kind: fc.constant('uint32' as const), value: fc.nat(0xffff_ffff) }),
  fc.record({ kind: fc.constant('int64' as const), value: fc.maxSafeInteger() }),
  fc.record({ kind: fc.constant('bytes' as const), value: bytes }),
  fc.record({ kind: fc.constant('hex' as const), value: bytes }),
);
const key = fc.uint8Array({ maxLength: 64 }).map((value) => Buffer.from(value));

function add(mac: FieldMac, field: Field): void {
  if (field.kind === 'text') mac.addText(field.value);
  else if (field.kind === 'uint32') mac.addUint32(field.value);
  else if (field.kind === 'int64') mac.addInt64(field.value);
  else if (field.kind === 'bytes') mac.addBytes(field.value);
  else mac.addHex(field.value.toString('hex'));
}

function encoded(field: Field): Buffer {
  if (field.kind === 'text') return Buffer.from(field.value, 'utf8');
  if (field.kind === 'uint32') return encodeUint32(field.value);
  return field.kind === 'int64' ? encodeInt64(field.value) : field.value;
}

/** Node's own HMAC over label ‖ lp(each field). */
function expected(secret: Buffer, fields: readonly Field[]): string {
  const message = lengthPrefixed(fields.map(encoded));
  return createHmac('sha256', secret).update(LABEL).update(message).digest('hex');
}

function digestHex(mac: FieldMac): string {
  return Buffer.from(mac.digest(), 'latin1').toString('hex');
}

describe('the HMAC of fields put together in one buffer', () => {
  it('is that of the label and the length-prefixed fields, whatever they are', () => {
    fc.assert(
      fc.property(key, fc.array(anyField, { maxLength: 6 }), (secret, fields) => {
        const mac = new FieldMac(secret, LABEL);
        for (const one of fields) add(mac, one);
        expect(digestHex(mac)).toBe(expected(secret, fields));
      }),
    );
  });

  it('forgets what it is cut back by', () => {
    fc.assert(
      fc.property(key, anyField, anyField, (secret, first, second) => {
        const mac = new FieldMac(secret, LABEL);
        const start = mac.end;
        add(mac, first);
        const whole = digestHex(mac);
        mac.cutTo(start);
        add(mac, second);
        expect(digestHex(mac)).toBe(expected(secret, [second]));
        mac.cutTo(start);
        add(mac, first);
        expect(digestHex(mac)).toBe(whole);
      }),
    );
  });

  it('keeps the message and the key where the room has to grow, once and again', () => {
    const secret = Buffer.alloc(32, 3);
    const fields: Field[] = [
      { kind: 'text', value: '鍵'.repeat(400) },
      { kind: 'bytes', value: Buffer.alloc(9_000, 5) },
      { kind: 'hex', value: Buffer.alloc(40_000, 6) },
      { kind: 'int64', value: -2 },
      { kind: 'uint32', value: 7 },
    ];
    const mac = new FieldMac(secret, LABEL);
    for (const one of fields) add(mac, one);
    expect(digestHex(mac)).toBe(expected(secret, fields));
  });

  it.each([
    { kind: 'text', value: '鍵鍵鍵' },
    { kind: 'uint32', value: 0xffff_fffe },
    { kind: 'int64', value: -1 },
    { kind: 'bytes', value: Buffer.alloc(30, 5) },
    { kind: 'hex', value: Buffer.alloc(30, 6) },
  ] satisfies Field[])(
    'has room for a field of kind $kind wherever the first room ends',
    (field) => {
      const secret = Buffer.alloc(32, 4);
      const faults: number[] = [];
      for (let size = 880; size <= 960; size += 1) {
        const before: Field = { kind: 'bytes', value: Buffer.alloc(size, 1) };
        const mac = new FieldMac(secret, LABEL);
        add(mac, before);
        add(mac, field);
        if (digestHex(mac) !== expected(secret, [before, field])) faults.push(size);
      }
      expect(faults).toEqual([]);
    },
  );

  it('takes a key of a whole block', () => {
    const secret = Buffer.alloc(64, 8);
    const mac = new FieldMac(secret, LABEL);
    mac.addText('');
    expect(digestHex(mac)).toBe(expected(secret, [{ kind: 'text', value: '' }]));
  });

  it('takes a part of a buffer where one is named', () => {
    const mac = new FieldMac(Buffer.alloc(32, 1), LABEL);
    mac.addBytes(Buffer.from('0123456789'), 2, 5);
    const part = { kind: 'text', value: '234' } as const;
    expect(digestHex(mac)).toBe(expected(Buffer.alloc(32, 1), [part]));
  });

  it('is another for any other field (control)', () => {
    const secret = Buffer.alloc(32, 1);
    const mac = new FieldMac(secret, LABEL);
    mac.addText('a');
    expect(digestHex(mac)).not.toBe(expected(secret, [{ kind: 'text', value: 'b' }]));
  });

  it('is not computed with a key that was wiped, nor made with one that is too long', () => {
    const secret = Buffer.alloc(32, 1);
    const mac = new FieldMac(secret, LABEL);
    const before = mac.digest();
    mac.wipe();
    expect(mac.digest()).not.toBe(before);
    expect(() => new FieldMac(Buffer.alloc(65), LABEL)).toThrow(RangeError);
  });
});
