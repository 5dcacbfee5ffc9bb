/** Payloads that a hostile page might send: wrong types, cycles, getters' leftovers, `__proto__` as a key, near misses of real inputs. */

interface Made {
  readonly seed: number;
  readonly count: number;
}

const KEYS = ['port', 'url', 'purpose', 'suggestedName', 'theme', 'leadDays', 'quietHours', 'zoom'];
const HOSTILE_KEYS = ['constructor', 'toString', 'polluted', '__proto__', '', 'a'.repeat(5_000)];

export function* madeUpPayloads({ seed, count }: Made): Generator {
  const random = mulberry(seed);
  for (let made = 0; made < count; made += 1) yield makeValue(random, 0);
}

function makeValue(random: () => number, depth: number): unknown {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const leaf: unknown = pick([
    undefined,
    null,
    true,
    Number.NaN,
    Infinity,
    -0,
    -1,
    4_280,
    1e300,
    2n ** 70n,
    '',
    'system',
    'backup',
    'https://example.org',
    'javascript:alert(1)',
    'file:///etc/passwd',
    '\u0000',
    '\ud800',
    new Date(NaN),
    new Map([['__proto__', 1]]),
    new Set([1]),
    /x/,
    new Uint8Array(3),
    new Error('x'),
    Symbol.iterator,
  ]);
  if (depth > 3 || random() < 0.35) return leaf;
  if (random() < 0.2)
    return Array.from({ length: Math.floor(random() * 12) }, () => makeValue(random, depth + 1));
  const object: Record<string, unknown> = random() < 0.1 ? Object.create(null) : {};
  const length = Math.floor(random() * 4);
  for (let index = 0; index < length; index += 1) {
    const key = random() < 0.75 ? pick(KEYS) : pick(HOSTILE_KEYS);
    // As a structured clone brings it: an own property, even where it is named __proto__.
    Object.defineProperty(object, key, {
      value: key === '__proto__' ? { polluted: true } : makeValue(random, depth + 1),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  if (random() < 0.1) object['self'] = object;
  return object;
}

function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
