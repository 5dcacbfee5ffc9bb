/** Broken parts, each breaking one promise: what the simulation must catch. */
import { decideGcra, paceOf } from '../../src-core/limits/gcra.ts';
import type { Limiter, Spending } from '../../src-core/limits/limiter.ts';
import { createMemoryLimiter } from '../../src-core/limits/memory-limiter.ts';
import { createSeenRequests } from '../../src-core/limits/seen-requests.ts';
import { openSqliteFile } from '../../src-core/sqlite/sqlite-file.ts';
import type {
  VerificationReader,
  VerificationStore,
} from '../../src-core/store/verification-store.ts';
import type { KeyId } from '../../src-shared/ids/ids.ts';
import type { KeyRecord } from '../../src-shared/model/store-records.ts';
import type { SimClock } from './sim-clock.ts';
import type { SimFiles } from './sim-files.ts';
import type { WorldParts } from './world.ts';

/** Never sees that anything was committed: what is cached stays. */
function blindReader(reader: VerificationReader): VerificationReader {
  return {
    storeId: reader.storeId,
    changeMark: () => 1,
    readFeed: (afterSeq, limit) => reader.readFeed(afterSeq, limit),
    readVersion: (versionId) => reader.readVersion(versionId),
    close: () => reader.close(),
  };
}

/** Reads the counters, lets others go on, and writes them: two calls can take the same last one. */
function readThenWriteLimiter(clock: SimClock, pass: () => Promise<void>): Limiter {
  const tats = new Map<string, number>();
  const seen = createSeenRequests(1_000);
  return {
    async spend({ keyId, limits, cost, requestId }: Spending) {
      const nowUs = clock.monotonicMs() * 1_000;
      const isRepeat = requestId !== null && seen.has(keyId, requestId, nowUs);
      const decide = (spent: number) =>
        limits.map((limit) => {
          const tatUs = tats.get(`${keyId} ${limit.name}`) ?? 0;
          return decideGcra(paceOf(limit), tatUs, { nowUs, cost: spent });
        });
      const decisions = decide(isRepeat ? 0 : cost);
      const isAdmitted = decisions.every(({ isAllowed }) => isAllowed);
      const shown = isAdmitted ? decisions : decide(0);
      if (limits.length > 0) await pass();
      if (isAdmitted && !isRepeat) {
        for (const [index, { name }] of limits.entries()) {
          tats.set(`${keyId} ${name}`, decisions[index]?.tatUs ?? 0);
        }
        if (requestId !== null && limits.length > 0) seen.add(keyId, requestId, nowUs);
      }
      const standings = limits.map(({ name, limit }, index) => {
        return { name, limit, remaining: shown[index]?.remaining ?? 0, resetMs: 0 };
      });
      return { isAdmitted, standings, retryMs: 0 };
    },
  };
}

/** The store with some of its methods replaced. */
function withMethods(
  store: VerificationStore,
  methods: Partial<VerificationStore>,
): VerificationStore {
  return new Proxy(store, {
    get: (target, name) => {
      const replaced: unknown = Reflect.get(methods, name);
      if (replaced !== undefined) return replaced;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** Counters that begin anew when the key is rotated. */
function resettingOnRotation(): Partial<WorldParts> {
  const rotations = new Map<KeyId, number>();
  return {
    createLimiter: (clock) => {
      const inner = createMemoryLimiter({ clock });
      return {
        spend: (spending) => {
          const keyId = `${spending.keyId} ${rotations.get(spending.keyId) ?? 0}` as KeyId;
          return inner.spend({ ...spending, keyId });
        },
      };
    },
    plantStore: (store) =>
      withMethods(store, {
        rotateKey: async (rotation, ctx) => {
          const key = await store.rotateKey(rotation, ctx);
          rotations.set(key.id, (rotations.get(key.id) ?? 0) + 1);
          return key;
        },
      }),
  };
}

/** Acknowledges a revocation that failed. */
function swallowingFaults(store: VerificationStore): VerificationStore {
  return withMethods(store, {
    revokeKey: (keyId, why, ctx) =>
      store.revokeKey(keyId, why, ctx).catch(async (error: { code?: string }) => {
        if (error.code?.startsWith('key/') !== false) throw error;
        return (await store.findKeys(keyId))[0] as KeyRecord;
      }),
  });
}

/** Disables a key in the rows alone. */
function forgettingEvents(store: VerificationStore, files: SimFiles): VerificationStore {
  return withMethods(store, {
    setKeyDisabled: async (keyId, isDisabled, ctx) => {
      const [key] = await store.findKeys(keyId);
      if (key === undefined || key.revokedAtMs !== null || !isDisabled) {
        return store.setKeyDisabled(keyId, isDisabled, ctx);
      }
      const db = openSqliteFile(files.storeFile, { area: 'store', mode: 'write' });
      db.prepare('UPDATE keys SET disabled_at_ms = 1 WHERE id = ?').run(keyId);
      db.close();
      return key;
    },
  });
}

export interface Plant {
  readonly parts: Partial<WorldParts>;
  /** What the checker must say of it. */
  readonly finding: RegExp;
}

export const PLANTS: Readonly<Record<string, Plant>> = {
  'a cache that ignores the change mark': {
    parts: { plantReader: blindReader },
    finding: /got valid; allowed: (revoked|retired|disabled)/,
  },
  'an end of grace by a clock that stands still while the machine sleeps': {
    parts: {
      createStoreClock: (clock) => {
        const offsetMs = clock.nowMs() - clock.monotonicMs();
        return { nowMs: () => clock.monotonicMs() + offsetMs, observe: () => undefined };
      },
    },
    finding: /got valid; allowed: (retired|expired)/,
  },
  'a verifier that goes back with its clock': {
    parts: {
      createStoreClock: (clock) => ({ nowMs: () => clock.nowMs(), observe: () => undefined }),
    },
    finding: /got valid; allowed: (retired|expired)/,
  },
  'a limiter that reads, then writes': {
    parts: { createLimiter: readThenWriteLimiter },
    finding: /was valid by its limits; expected: rate-limited/,
  },
  'counters that a rotation resets': {
    parts: resettingOnRotation(),
    finding: /was valid by its limits; expected: rate-limited|calls are left/,
  },
  'a revocation acknowledged though its commit failed': {
    parts: { plantStore: swallowingFaults },
    finding: /allowed: revoked|expected: key\/revoked|tells .*expected: key\.revoked/,
  },
  'a change without its event': {
    parts: { plantStore: forgettingEvents },
    finding: /expected: key\.disabled/,
  },
};
