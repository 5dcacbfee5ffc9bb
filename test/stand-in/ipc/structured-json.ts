/**
 * Structured clone as text: what Electron's IPC can carry, as JSON. Values are flattened into a table whose indexes stand for
 * references, so cycles and shared objects survive.
 *
 * The renderer gets this function by its source text, so it refers to nothing outside itself.
 */
export interface StructuredJson {
  /** Throws Electron's "An object could not be cloned." for functions, symbols, promises and what Electron does not carry. */
  readonly encode: (value: unknown) => string;
  /** The value a text of `encode` stands for. */
  readonly decode: (text: string) => unknown;
}

type Row = readonly [tag: string, ...rest: unknown[]];
type Pairs = readonly (readonly [string, number])[];

export function structuredJson(): StructuredJson {
  const views = [
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  ];
  const errors = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
  const notCloneable = () => new Error('An object could not be cloned.');

  function toBase64(bytes: Uint8Array): string {
    if (typeof Buffer === 'undefined') return bytes.toBase64();
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  }

  /** Never a view of Node's shared pool: a decoded ArrayBuffer is exactly as long as its data. */
  function fromBase64(text: string): Uint8Array<ArrayBuffer> {
    return typeof Buffer === 'undefined'
      ? Uint8Array.fromBase64(text)
      : new Uint8Array(Buffer.from(text, 'base64'));
  }

  function encode(value: unknown): string {
    let root: unknown;
    try {
      root = structuredClone(value);
    } catch {
      throw notCloneable();
    }
    const table: Row[] = [];
    const seen = new Map<unknown, number>();

    function put(item: unknown): number {
      const known = seen.get(item);
      if (known !== undefined) return known;
      const index = table.push(['u']) - 1;
      if (typeof item === 'object' && item !== null) seen.set(item, index);
      table[index] = describe(item);
      return index;
    }
    const entries = (item: object): Pairs =>
      Object.keys(item).map((key) => [key, put((item as Record<string, unknown>)[key])]);

    function describe(item: unknown): Row {
      if (typeof item === 'number') {
        if (Number.isFinite(item) && !Object.is(item, -0)) return ['=', item];
        return ['#', Object.is(item, -0) ? '-0' : String(item)];
      }
      if (typeof item === 'undefined') return ['u'];
      if (typeof item === 'bigint') return ['n', String(item)];
      if (typeof item !== 'object' || item === null) return ['=', item];
      if (Array.isArray(item)) return ['a', item.length, entries(item)];
      return describeBuiltIn(item) ?? describePlain(item);
    }

    function describeBuiltIn(item: object): Row | null {
      if (item instanceof Date) return ['d', item.getTime()];
      if (item instanceof RegExp) return ['r', item.source, item.flags];
      if (item instanceof Map) return ['m', Array.from(item, ([key, x]) => [put(key), put(x)])];
      if (item instanceof Set) return ['s', Array.from(item, put)];
      if (item instanceof Error) {
        const cause = 'cause' in item ? put(item.cause) : -1;
        return ['e', item.name, item.message, item.stack, cause];
      }
      if (item instanceof ArrayBuffer) return ['b', toBase64(new Uint8Array(item))];
      if (ArrayBuffer.isView(item)) {
        const kind = views.findIndex((view) => item instanceof view);
        const bytes = new Uint8Array(item.buffer, item.byteOffset, item.byteLength);
        return ['v', kind, toBase64(bytes)];
      }
      const isBoxed = /(Boolean|Number|String)\]$/.test(Object.prototype.toString.call(item));
      return isBoxed ? ['x', item.valueOf()] : null;
    }

    /** Blob, DOMRect, CryptoKey and their like: Blink can clone them, Electron's serializer cannot. */
    function describePlain(item: object): Row {
      if (Object.getPrototypeOf(item) !== Object.prototype) throw notCloneable();
      return ['o', entries(item)];
    }

    put(root);
    return JSON.stringify(table);
  }

  function decode(text: string): unknown {
    const table = JSON.parse(text) as Row[];
    const made = new Map<number, unknown>();

    /** Defined, not assigned: `__proto__` stays an ordinary key. */
    function fill<T extends object>(target: T, pairs: Pairs): T {
      for (const [key, index] of pairs) {
        Object.defineProperty(target, key, {
          value: get(index),
          writable: true,
          enumerable: true,
          configurable: true,
        });
      }
      return target;
    }

    function get(index: number): unknown {
      if (made.has(index)) return made.get(index);
      const row = table[index] ?? ['u'];
      const keep = <T>(value: T): T => {
        made.set(index, value);
        return value;
      };
      const [tag, first, second] = row as [string, never, never];
      if (tag === '=') return first;
      if (tag === 'n') return BigInt(first);
      if (tag === '#') return Number(first);
      if (tag === 'a') {
        const list: unknown[] = keep([]);
        list.length = first;
        return fill(list, second);
      }
      if (tag === 'o') return fill(keep({}), first);
      if (tag === 'd') return keep(new Date(first ?? Number.NaN));
      if (tag === 'r') return keep(new RegExp(first, second));
      if (tag === 'b') return keep(fromBase64(first).buffer);
      if (tag === 'x') return keep(new Object(first));
      return getCollection(row, keep);
    }

    function getCollection(row: Row, keep: <T>(value: T) => T): unknown {
      const [tag, first, second, third, fourth] = row as [string, never, never, never, number];
      if (tag === 'm') {
        const map = keep(new Map());
        for (const [key, item] of first as [number, number][]) map.set(get(key), get(item));
        return map;
      }
      if (tag === 's') {
        const set = keep(new Set());
        for (const item of first as number[]) set.add(get(item));
        return set;
      }
      if (tag === 'v') {
        const bytes = fromBase64(second);
        const View = (views[first] ?? Uint8Array) as typeof Uint8Array;
        const width = Object.hasOwn(View, 'BYTES_PER_ELEMENT') ? View.BYTES_PER_ELEMENT : 1;
        return keep(new View(bytes.buffer, 0, bytes.byteLength / width));
      }
      if (tag === 'e') {
        const name = first as string;
        const Kind = Object.hasOwn(errors, name) ? errors[name as keyof typeof errors] : Error;
        const error = keep(new Kind(second));
        const define = (key: string, value: unknown) =>
          Object.defineProperty(error, key, { value, writable: true, configurable: true });
        define('stack', third);
        if (fourth !== -1) define('cause', get(fourth));
        return error;
      }
      return undefined;
    }

    return get(0);
  }

  return { encode, decode };
}
