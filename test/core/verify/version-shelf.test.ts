import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CompiledVersion } from '../../../src-core/verify/compiled-version.ts';
import { createVersionShelf } from '../../../src-core/verify/version-shelf.ts';
import type { KeyId, VersionId } from '../../../src-shared/ids/ids.ts';

interface Act {
  readonly kind: 'get' | 'put' | 'drop' | 'clear';
  /** Three versions belong to one key. */
  readonly version: number;
}

const keyOf = (version: number): KeyId => `key_${Math.floor(version / 3)}` as KeyId;
const idOf = (version: number): VersionId => `version ${version}` as VersionId;
const made = (version: number): CompiledVersion =>
  ({ stored: { versionId: idOf(version), keyId: keyOf(version) } }) as CompiledVersion;

/** What a shelf must hold, kept the plain way: oldest use first. */
function expectedAfter(held: readonly number[], { kind, version }: Act, max: number): number[] {
  if (kind === 'clear') return [];
  if (kind === 'drop') return held.filter((other) => keyOf(other) !== keyOf(version));
  const others = held.filter((other) => other !== version);
  if (kind === 'get') return others.length === held.length ? [...held] : [...others, version];
  return [...others, version].slice(-max);
}

const acts = fc.array(
  fc.record({
    kind: fc.constantFrom<Act['kind'][]>('get', 'get', 'put', 'put', 'put', 'drop', 'clear'),
    version: fc.nat(11),
  }),
  { maxLength: 60 },
);

describe('the shelf of versions', () => {
  it('holds what was used last and no more than it may, whatever is put, asked for and dropped', () => {
    fc.assert(
      fc.property(acts, fc.integer({ min: 1, max: 5 }), (history, max) => {
        const shelf = createVersionShelf(max);
        let held: number[] = [];
        for (const act of history) {
          const found = act.kind === 'get' ? shelf.get(idOf(act.version)) : undefined;
          if (act.kind === 'get') expect(found !== undefined).toBe(held.includes(act.version));
          if (act.kind === 'put') shelf.put(made(act.version));
          if (act.kind === 'drop') shelf.dropKey(keyOf(act.version));
          if (act.kind === 'clear') shelf.clear();
          held = expectedAfter(held, act, max);
          expect(shelf.size).toBe(held.length);
        }
        const left = Array.from({ length: 12 }, (_, version) => version).filter(
          (version) => shelf.get(idOf(version)) !== undefined,
        );
        expect(left).toEqual(held.toSorted((one, other) => one - other));
      }),
    );
  });

  it('gives the version that was put last under an id', () => {
    const shelf = createVersionShelf(2);
    const [first, second] = [made(1), made(1)];
    shelf.put(first);
    shelf.put(second);
    expect(shelf.get(idOf(1))).toBe(second);
  });
});

const versionIdOf = (name: string): VersionId => name as VersionId;
const keyIdOf = (name: string): KeyId => name as KeyId;

function versionOf(versionId: string, keyId: string): CompiledVersion {
  return { stored: { versionId, keyId } } as unknown as CompiledVersion;
}

describe('the shelf of versions, rule by rule', () => {
  it('gives what was put, and nothing else', () => {
    const shelf = createVersionShelf(3);
    const a = versionOf('a', 'k');
    shelf.put(a);
    expect(shelf.get(versionIdOf('a'))).toBe(a);
    expect(shelf.get(versionIdOf('b'))).toBeUndefined();
    expect(shelf.size).toBe(1);
  });

  it('lets the least recently used leave when it is full, and no sooner', () => {
    const shelf = createVersionShelf(2);
    for (const name of ['a', 'b']) shelf.put(versionOf(name, `k${name}`));
    expect(shelf.size).toBe(2);
    shelf.get(versionIdOf('a'));
    shelf.put(versionOf('c', 'kc'));
    expect(shelf.size).toBe(2);
    expect(shelf.get(versionIdOf('a'))).toBeDefined();
    expect(shelf.get(versionIdOf('b'))).toBeUndefined();
    expect(shelf.get(versionIdOf('c'))).toBeDefined();
  });

  it('of no room at all keeps the last one', () => {
    const shelf = createVersionShelf(0);
    for (const name of ['a', 'b']) shelf.put(versionOf(name, 'k'));
    expect(shelf.size).toBe(1);
    expect(shelf.get(versionIdOf('b'))).toBeDefined();
  });

  it('takes the place of what it held under the same id, without another having to leave', () => {
    const shelf = createVersionShelf(2);
    shelf.put(versionOf('a', 'k1'));
    shelf.put(versionOf('b', 'k2'));
    const renewed = versionOf('a', 'k3');
    shelf.put(renewed);
    expect(shelf.size).toBe(2);
    expect(shelf.get(versionIdOf('a'))).toBe(renewed);
    shelf.dropKey(keyIdOf('k1'));
    expect(shelf.get(versionIdOf('a'))).toBe(renewed);
    shelf.dropKey(keyIdOf('k3'));
    expect(shelf.get(versionIdOf('a'))).toBeUndefined();
  });

  it('drops every version of a key, and no other', () => {
    const shelf = createVersionShelf(9);
    for (const name of ['a', 'b']) shelf.put(versionOf(name, 'k1'));
    shelf.put(versionOf('c', 'k2'));
    shelf.dropKey(keyIdOf('k1'));
    shelf.dropKey(keyIdOf('nobody'));
    expect(shelf.size).toBe(1);
    expect(shelf.get(versionIdOf('c'))).toBeDefined();
  });

  it('still drops the sibling of a version that had to leave', () => {
    const shelf = createVersionShelf(2);
    for (const name of ['a', 'b']) shelf.put(versionOf(name, 'k1'));
    shelf.put(versionOf('c', 'k2'));
    shelf.dropKey(keyIdOf('k1'));
    expect(shelf.get(versionIdOf('b'))).toBeUndefined();
    expect(shelf.size).toBe(1);
  });

  it('holds nothing after it was cleared, and drops what comes then by its key', () => {
    const shelf = createVersionShelf(3);
    for (const name of ['a', 'b']) shelf.put(versionOf(name, 'k'));
    shelf.clear();
    expect(shelf.size).toBe(0);
    shelf.put(versionOf('a', 'k'));
    shelf.dropKey(keyIdOf('k'));
    expect(shelf.size).toBe(0);
  });
});
