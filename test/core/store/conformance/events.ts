import { describe, expect, it } from 'vitest';
import { newId } from '../../../../src-core/runtime/random.ts';
import type { MutationContext } from '../../../../src-core/store/verification-store.ts';
import { isId } from '../../../../src-shared/ids/ids.ts';
import { readState, replayLog } from '../log-replay.ts';
import { CTX, newApi, START_MS } from '../store-fixture.ts';
import { type Bench, HOUR_MS, newest, type StoreBench } from './store-under-test.ts';

const WHY = { code: 'leaked', note: null } as const;
const BY: MutationContext = { actor: 'local:eve', via: 'window', reason: 'ticket 7' };

/** Every mutation: what must be there first, what is done, and the events it leaves, the last one's subject last. */
interface Mutation {
  readonly name: string;
  readonly kinds: readonly string[];
  readonly subject: readonly string[];
  /** Prepares, and returns the mutation itself. */
  readonly prepare: (bench: StoreBench) => Promise<() => Promise<unknown>>;
}

const issued = async (bench: StoreBench) => bench.issue();
const rotated = async (bench: StoreBench) => bench.rotate(await bench.issue());

const MUTATIONS: readonly Mutation[] = [
  {
    name: 'createApi',
    kinds: ['api.created'],
    subject: ['apiId'],
    prepare: async (b) => () => b.store.createApi(newApi(b.under.random), BY),
  },
  {
    name: 'createOwner',
    kinds: ['owner.created'],
    subject: ['ownerId'],
    prepare: async (b) => () =>
      b.store.createOwner({ id: newId('own', b.under.random), kind: 'app', name: 'x' }, BY),
  },
  {
    name: 'createRole',
    kinds: ['role.created'],
    subject: ['roleId'],
    prepare: async (b) => () =>
      b.store.createRole({ id: newId('rol', b.under.random), name: 'x', permissions: [] }, BY),
  },
  {
    name: 'issueKey with a new owner',
    kinds: ['owner.created', 'key.issued'],
    subject: ['apiId', 'keyId', 'ownerId', 'versionId'],
    prepare: async (b) => {
      await b.api();
      return () => b.issue({}, BY);
    },
  },
  {
    name: 'issueKey with a known owner',
    kinds: ['key.issued'],
    subject: ['apiId', 'keyId', 'ownerId', 'versionId'],
    prepare: async (b) => {
      await b.issue();
      return () => b.issue({}, BY);
    },
  },
  {
    name: 'rotateKey',
    kinds: ['key.rotated'],
    subject: ['keyId', 'versionId'],
    prepare: async (b) => {
      const rotation = b.rotation(await issued(b));
      return () => b.store.rotateKey(rotation, BY);
    },
  },
  {
    name: 'finishRotation',
    kinds: ['key.rotation-finished'],
    subject: ['keyId', 'versionId'],
    prepare: async (b) => {
      const { id } = await rotated(b);
      return () => b.store.finishRotation(id, BY);
    },
  },
  {
    name: 'extendRotation',
    kinds: ['key.rotation-extended'],
    subject: ['keyId', 'versionId'],
    prepare: async (b) => {
      const { id } = await rotated(b);
      return () => b.store.extendRotation(id, HOUR_MS, BY);
    },
  },
  {
    name: 'rollBackRotation',
    kinds: ['key.rotation-rolled-back'],
    subject: ['keyId', 'versionId'],
    prepare: async (b) => {
      const { id } = await rotated(b);
      return () => b.store.rollBackRotation(id, BY);
    },
  },
  {
    name: 'revokeKey',
    kinds: ['key.revoked'],
    subject: ['keyId'],
    prepare: async (b) => {
      const { id } = await rotated(b);
      return () => b.store.revokeKey(id, WHY, BY);
    },
  },
  {
    name: 'revokeVersion',
    kinds: ['version.revoked'],
    subject: ['keyId', 'versionId'],
    prepare: async (b) => {
      const { id } = newest(await rotated(b));
      return () => b.store.revokeVersion(id, WHY, BY);
    },
  },
  {
    name: 'setKeyDisabled',
    kinds: ['key.disabled'],
    subject: ['keyId'],
    prepare: async (b) => {
      const { id } = await issued(b);
      return () => b.store.setKeyDisabled(id, true, BY);
    },
  },
  {
    name: 'setKeyDisabled back',
    kinds: ['key.enabled'],
    subject: ['keyId'],
    prepare: async (b) => {
      const { id } = await issued(b);
      await b.store.setKeyDisabled(id, true, CTX);
      return () => b.store.setKeyDisabled(id, false, BY);
    },
  },
];

export function describeEvents(bench: Bench): void {
  describe('one mutation, one event', () => {
    it.each(MUTATIONS)('$name appends $kinds, with who, how, why and what', async (mutation) => {
      const mutate = await mutation.prepare(bench());
      const before = await bench().store.head();
      bench().under.clock.advance(1_000);
      await mutate();
      const events = await bench().store.readEvents(before.seq, 10);
      expect(events.map(({ kind }) => kind)).toEqual(mutation.kinds);
      for (const event of events) {
        expect(event).toMatchObject({ ...BY, atMs: START_MS + 1_000 });
        expect(isId('evt', event.id)).toBe(true);
      }
      expect(Object.keys(events.at(-1)?.subject ?? {}).toSorted()).toEqual(mutation.subject);
      const head = await bench().store.head();
      expect(head).toMatchObject({ seq: events.at(-1)?.seq, hash: events.at(-1)?.hash });
      expect(await readState(bench().store)).toEqual(replayLog(await bench().events()));
    });

    it('starts with store.created, and numbers without gaps', async () => {
      await bench().rotate(await bench().issue());
      const events = await bench().events();
      expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
      expect(events[0]).toMatchObject({ kind: 'store.created', subject: {} });
    });

    it('reads events after a number, at most so many', async () => {
      await bench().rotate(await bench().issue());
      const seqs = async (after: number, limit: number) =>
        (await bench().store.readEvents(after, limit)).map(({ seq }) => seq);
      expect(await seqs(0, 2)).toEqual([1, 2]);
      expect(await seqs(2, 2)).toEqual([3, 4]);
      expect(await seqs(4, 2)).toEqual([5]);
      expect(await seqs(5, 2)).toEqual([]);
    });

    it('tells the life of a key so that the log alone gives its state', async () => {
      const { store, under } = bench();
      const key = await bench().issue();
      const life: (() => Promise<unknown>)[] = [
        () => bench().rotate(key),
        () => store.extendRotation(key.id, HOUR_MS, CTX),
        () => store.rollBackRotation(key.id, CTX),
        () => bench().rotate(key),
        async () => under.clock.advance(2 * HOUR_MS),
        () => store.setKeyDisabled(key.id, true, CTX),
        () => store.revokeVersion(newest(key).id, WHY, CTX),
        () => store.setKeyDisabled(key.id, false, CTX),
        () => bench().rotate(key, { isLeaked: true }),
        () => store.revokeKey(key.id, WHY, CTX),
      ];
      for (const step of life) {
        const { seq } = await store.head();
        await step();
        const log = await bench().events();
        expect(await readState(store)).toEqual(replayLog(log));
        const isMutation = log.length > seq;
        const withoutLast = replayLog(log.slice(0, seq));
        if (isMutation) expect(await readState(store)).not.toEqual(withoutLast);
      }
    });
  });
}
