import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { structuredJson } from '../ipc/structured-json.ts';

const { encode, decode } = structuredJson();
const roundTrip = (value: unknown) => decode(encode(value));

const leaf = fc.oneof(
  fc.string(),
  fc.double(),
  fc.boolean(),
  fc.bigInt(),
  fc.constant(null),
  fc.constant(undefined),
  fc.date(),
  fc.uint8Array(),
);
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value')),
    fc.dictionary(fc.string(), tie('value')).map((entries) => ({ ...entries })),
    fc.array(fc.tuple(tie('value'), tie('value'))).map((pairs) => new Map(pairs)),
    fc.array(tie('value')).map((items) => new Set(items)),
  ),
})).value;

describe('structured clone as text', () => {
  it('gives back what structuredClone gives, for any value it carries', () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect(roundTrip(value)).toEqual(structuredClone(value));
      }),
    );
  });

  it('keeps cycles, shared objects and the holes of an array', () => {
    const shared = { name: 'one' };
    const value: Record<string, unknown> = { first: shared, second: shared };
    value['self'] = value;
    const sparse = [1];
    sparse[2] = 3;
    value['sparse'] = sparse;
    const back = roundTrip(value) as typeof value;
    expect(back['self']).toBe(back);
    expect(back['first']).toBe(back['second']);
    expect(1 in (back['sparse'] as unknown[])).toBe(false);
  });

  it('keeps each kind of typed array and the kind, message and cause of an error', () => {
    const views = [
      new Float64Array([1.5, -0]),
      new BigInt64Array([-1n]),
      new DataView(new ArrayBuffer(3)),
    ];
    const back = roundTrip(views) as typeof views;
    expect(back.map((view) => view.constructor.name)).toEqual([
      'Float64Array',
      'BigInt64Array',
      'DataView',
    ]);
    expect(back[0]).toEqual(views[0]);
    const error = roundTrip(new RangeError('r', { cause: 'c' })) as RangeError;
    expect([error instanceof RangeError, error.message, error.cause]).toEqual([true, 'r', 'c']);
  });

  it('keeps `__proto__` an ordinary key', () => {
    const value = JSON.parse('{"__proto__":{"isAdmin":true}}') as object;
    const back = roundTrip(value) as { isAdmin?: boolean };
    expect(Object.hasOwn(back, '__proto__')).toBe(true);
    expect(back.isAdmin).toBeUndefined();
  });

  it('refuses what Electron refuses, in its words', () => {
    const refused = [() => 1, Symbol('s'), Promise.resolve(), new WeakMap(), new Blob(['x'])];
    for (const value of refused) {
      expect(() => encode([value])).toThrow('An object could not be cloned.');
    }
  });
});
