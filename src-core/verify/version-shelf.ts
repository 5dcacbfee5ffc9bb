/**
 * A bounded shelf of compiled versions, the least recently used one leaving first, found by version and dropped by key.
 * The order of use is a ring of links through the places, so that a hit moves two links and touches no table.
 */
import type { KeyId, VersionId } from '../../src-shared/ids/ids.ts';
import type { CompiledVersion } from './compiled-version.ts';

export interface VersionShelf {
  get(versionId: VersionId): CompiledVersion | undefined;
  put(version: CompiledVersion): void;
  dropKey(keyId: KeyId): void;
  clear(): void;
  readonly size: number;
}

interface Link {
  before: Link;
  after: Link;
}

interface Place extends Link {
  readonly version: CompiledVersion;
}

export function createVersionShelf(maxVersions: number): VersionShelf {
  const byVersion = new Map<VersionId, Place>();
  const byKey = new Map<KeyId, Set<Place>>();
  /** After it the place used longest ago, before it the one used last. */
  const ring = emptyRing();

  function drop(place: Place): void {
    const { versionId, keyId } = place.version.stored;
    byVersion.delete(versionId);
    unlink(place);
    const siblings = byKey.get(keyId);
    siblings?.delete(place);
    if (siblings?.size === 0) byKey.delete(keyId);
  }

  function dropOldest(): void {
    const oldest = ring.after;
    if (oldest !== ring) drop(oldest as Place);
  }

  return {
    get(versionId) {
      const place = byVersion.get(versionId);
      if (place === undefined) return undefined;
      if (place.after !== ring) {
        unlink(place);
        linkBefore(ring, place);
      }
      return place.version;
    },
    put(version) {
      const { versionId, keyId } = version.stored;
      const replaced = byVersion.get(versionId);
      if (replaced !== undefined) drop(replaced);
      if (byVersion.size >= maxVersions) dropOldest();
      const place: Place = { version, before: ring, after: ring };
      linkBefore(ring, place);
      byVersion.set(versionId, place);
      const siblings = byKey.get(keyId);
      if (siblings === undefined) byKey.set(keyId, new Set([place]));
      else siblings.add(place);
    },
    dropKey(keyId) {
      for (const place of byKey.get(keyId) ?? []) drop(place);
    },
    clear() {
      byVersion.clear();
      byKey.clear();
      ring.before = ring;
      ring.after = ring;
    },
    get size() {
      return byVersion.size;
    },
  };
}

function emptyRing(): Link {
  const ring = {} as Link;
  ring.before = ring;
  ring.after = ring;
  return ring;
}

function unlink(link: Link): void {
  link.before.after = link.after;
  link.after.before = link.before;
}

function linkBefore(next: Link, link: Link): void {
  link.before = next.before;
  link.after = next;
  next.before.after = link;
  next.before = link;
}
