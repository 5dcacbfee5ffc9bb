/** Both halves of the bridge in one world; the wire clones what crosses, as Blink does between worlds. */
import { beforeEach, describe, expect, it } from 'vitest';
import { type BridgeHalf, bridgeHalf } from '../page/bridge-half.ts';

class CloningWire extends EventTarget {
  override dispatchEvent(event: Event): boolean {
    const { type, detail } = event as CustomEvent<unknown>;
    return super.dispatchEvent(new CustomEvent(type, { detail: structuredClone(detail) }));
  }
}

describe('bridgeHalf', () => {
  let main: BridgeHalf;
  let isolated: BridgeHalf;
  const across = (value: unknown) => main.decode(structuredClone(isolated.encode(value)));

  beforeEach(() => {
    const wire = new CloningWire();
    // The halves capture the prototype's method: the wire has to clone there.
    const original = EventTarget.prototype.dispatchEvent;
    EventTarget.prototype.dispatchEvent = function dispatch(event: Event) {
      const { type, detail } = event as CustomEvent<unknown>;
      const clone = new CustomEvent(type, { detail: structuredClone(detail) });
      return original.call(this, clone);
    };
    main = bridgeHalf(wire, 'main', 'isolated');
    isolated = bridgeHalf(wire, 'isolated', 'main');
    EventTarget.prototype.dispatchEvent = original;
  });

  it('gives functions that answer at once, with the receiver they were taken from', () => {
    const counter = {
      count: 1,
      next(this: { count: number }) {
        return ++this.count;
      },
    };
    const api = across(counter) as typeof counter;
    expect([api.next(), api.next(), api.count]).toEqual([2, 3, 1]);
  });

  it('takes callbacks from the other side, and gives back the very function that was lent', () => {
    const lent = (n: number) => n * 2;
    const api = across({
      apply: (fn: typeof lent) => fn(20) + 1,
      same: (fn: unknown) => fn === lent,
      lent,
    }) as {
      apply(fn: typeof lent): number;
      same(fn: unknown): boolean;
      lent: typeof lent;
    };
    expect(api.apply((n) => n + 1)).toBe(22);
    expect(api.same(api.lent)).toBe(true);
    expect(api.same(() => 1)).toBe(false);
  });

  it('settles promises later, with values and with errors', async () => {
    const api = across({
      good: () => Promise.resolve({ a: 1 }),
      bad: () => Promise.reject(new TypeError('no')),
    }) as { good(): Promise<unknown>; bad(): Promise<unknown> };
    expect(await api.good()).toEqual({ a: 1 });
    await expect(api.bad()).rejects.toThrow('no');
  });

  it('keeps cycles and drops the prototype of a class', () => {
    class Point {
      x = 1;
      hidden(): number {
        return this.x;
      }
    }
    const value: Record<string, unknown> = { point: new Point() };
    value['self'] = value;
    const back = across(value) as { self: unknown; point: Record<string, unknown> };
    expect(back.self).toBe(back);
    expect([back.point['x'], 'hidden' in back.point]).toEqual([1, false]);
  });

  it('refuses symbols, endless nesting and what cannot be cloned', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 1100; i++) deep = [deep];
    expect(() => isolated.encode(deep)).toThrow('recursion depth exceeded');
    expect(() => isolated.encode(Symbol('s'))).toThrow('symbols');
    expect(() => isolated.encode(new WeakSet())).toThrow('An object could not be cloned.');
  });
});
