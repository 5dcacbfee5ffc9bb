/** Issuing many keys: what one key promises holds for each, and for all of them together. */
import { describe, expect, it } from 'vitest';
import { verifyStoreChain } from '../../../../src-core/audit/verify-chain.ts';
import { newId } from '../../../../src-core/runtime/random.ts';
import {
  MAX_BATCH_KEYS,
  type NewKey,
  type VerificationStore,
} from '../../../../src-core/store/verification-store.ts';
import { KeywrightError } from '../../../../src-shared/error/keywright-error.ts';
import { encodeToken } from '../../../../src-shared/key-format/token.ts';
import type { KeyRecord } from '../../../../src-shared/model/store-records.ts';
import { readState, replayLog } from '../log-replay.ts';
import { CTX, fixedStoreKeys, newKey, newVersion, START_MS } from '../store-fixture.ts';
import { type Bench, type StoreBench } from './store-under-test.ts';

type IssueKeys = VerificationStore['issueKeys'];

/** So many keys of one owner, named after their places; `change` for some of them. */
async function batchOf(
  bench: StoreBench,
  count: number,
  change: (index: number) => Partial<NewKey> = () => ({}),
): Promise<NewKey[]> {
  const api = await bench.api();
  return Array.from({ length: count }, (_, index) =>
    newKey(bench.under.random, api.id, { name: `worker ${index}`, ...change(index) }),
  );
}

/** What the refusal of the batch did wrong; empty where the store refused it as it must and is as before. */
async function refusalFaults(
  bench: StoreBench,
  refused: { readonly keys: readonly NewKey[]; readonly code: string; readonly item: number },
  issueKeys: IssueKeys = (keys, ctx) => bench.store.issueKeys(keys, ctx),
): Promise<string[]> {
  const before = JSON.stringify(await bench.picture());
  const error: unknown = await issueKeys(refused.keys, CTX).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  const faults: string[] = [];
  if (!(error instanceof KeywrightError)) faults.push('no typed error');
  else {
    if (error.code !== refused.code) faults.push(`${error.code} instead of ${refused.code}`);
    if (error.item !== refused.item) faults.push(`names item ${error.item}`);
    const place = `Key ${refused.item + 1} of ${refused.keys.length}: `;
    if (!error.publicMessage.startsWith(place)) faults.push('its message names no place');
  }
  if (JSON.stringify(await bench.picture()) !== before) faults.push('changed the store');
  return faults;
}

/** What is wrong with the log and the rows after a batch that was issued; empty where all of it holds. */
async function batchFaults(
  bench: StoreBench,
  keys: readonly NewKey[],
  issueKeys: IssueKeys = (wanted, ctx) => bench.store.issueKeys(wanted, ctx),
): Promise<string[]> {
  const { seq } = await bench.store.head();
  const records = await issueKeys(keys, CTX);
  const faults: string[] = [];
  const read = await Promise.all(records.map((record) => bench.key(record)));
  if (JSON.stringify(order(records)) !== JSON.stringify(order(read))) {
    faults.push('the records are not what reading gives');
  }
  if (records.map(({ id }) => id).join() !== keys.map(({ id }) => id).join()) {
    faults.push('the records are not in the order of the keys');
  }
  const events = await bench.store.readEvents(seq, 100_000);
  const issued = events.filter(({ kind }) => kind === 'key.issued');
  if (issued.map(({ subject }) => subject.keyId).join() !== keys.map(({ id }) => id).join()) {
    faults.push('not one event for each key, in order');
  }
  if (events.some(({ atUs }, index) => index > 0 && atUs !== (events[index - 1]?.atUs ?? 0) + 1)) {
    faults.push('the events are not of one commit');
  }
  const chain = { store: bench.store, keys: fixedStoreKeys(), checkpointsFile: null };
  if (!(await verifyStoreChain(chain)).ok) faults.push('the chain is broken');
  const [state, replayed] = [await readState(bench.store), replayLog(await bench.events())];
  expect(state).toEqual(replayed);
  return faults;
}

/** Members in the order of their names, so that two equal records have one text. */
function order(records: readonly KeyRecord[]): unknown {
  return JSON.parse(JSON.stringify(records), (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

export function describeBatch(bench: Bench): void {
  describe('issuing many keys', () => {
    it('commits all with one event each, and returns what reading them gives', async () => {
      const { store, under } = bench();
      const roles = ['writer', 'reader'].map((name) => ({
        id: newId('rol', under.random),
        name,
        permissions: ['a.read'],
      }));
      for (const role of roles) await store.createRole(role, CTX);
      const keys = await batchOf(bench(), 12, (index) => ({
        roleIds: roles.slice(index % 3).map(({ id }) => id),
        environment: index % 2 === 0 ? 'live' : 'test',
        expires: index % 4 === 0 ? { kind: 'after', afterMs: 60_000 + index } : null,
        notBefore: index % 4 === 1 ? { kind: 'at', atMs: START_MS + index } : null,
      }));
      expect(await batchFaults(bench(), keys)).toEqual([]);
      expect(await store.listKeys({})).toHaveLength(12);
    });

    it('creates a new owner once, with its event before the first of its keys', async () => {
      const { under, store } = bench();
      const owners = await batchOf(bench(), 4, () => ({
        owner: { id: newId('own', under.random), kind: 'app', name: 'shop' },
      }));
      const records = await store.issueKeys(owners, CTX);
      expect(new Set(records.map(({ owner }) => owner.id)).size).toBe(1);
      expect((await bench().kinds()).slice(-5)).toEqual([
        'owner.created',
        ...Array.from({ length: 4 }, () => 'key.issued'),
      ]);
    });

    it('of none changes nothing', async () => {
      const before = await bench().picture();
      expect(await bench().store.issueKeys([], CTX)).toEqual([]);
      expect(await bench().picture()).toEqual(before);
    });

    it('leaves other keys as they were and can be rotated and read by a verifier', async () => {
      const [record] = await bench().store.issueKeys(await batchOf(bench(), 2), CTX);
      if (record === undefined) throw new Error('nothing was issued');
      expect((await bench().rotate(record)).versions).toHaveLength(2);
      const reader = await bench().under.openReader();
      const versionId = record.versions[0]?.id as never;
      const { version } = await reader.readVersion(versionId);
      reader.close();
      expect(version).toMatchObject({ keyId: record.id, state: 'retiring' });
    });

    const token = encodeToken({
      prefix: 'acme',
      environment: 'live',
      versionId: '0123456789ab' as never,
      secret: 'x'.repeat(43),
    });
    const refusals: [string, string, (bench: StoreBench) => Partial<NewKey>][] = [
      ['an unknown API', 'api/not-found', (b) => ({ apiId: newId('api', b.under.random) })],
      ['an unknown environment', 'api/environment-not-found', () => ({ environment: 'stage' })],
      ['an unknown role', 'role/not-found', (b) => ({ roleIds: [newId('rol', b.under.random)] })],
      ['an expiry that is now', 'key/expiry-refused', () => ({ expires: at(START_MS) })],
      [
        'an unknown pepper',
        'pepper/mismatch',
        (b) => ({
          version: {
            ...newVersion(b.under.random, newId('key', b.under.random)),
            pepperId: newId('pep', b.under.random),
          },
        }),
      ],
      ['a raw key in the name', 'usage/secret-rejected', () => ({ name: `key ${token}.` })],
    ];

    it.each(refusals)(
      'with %s for one of them is %s, and issues none',
      async (_w, code, change) => {
        for (const item of [0, 3, 4]) {
          const keys = await batchOf(bench(), 5, (index) =>
            index === item ? change(bench()) : {},
          );
          expect(await refusalFaults(bench(), { keys, code, item })).toEqual([]);
        }
      },
    );

    it('with an id that is taken is key/exists, and issues none', async () => {
      const former = await bench().issue();
      const [one, two, ...rest] = await batchOf(bench(), 5);
      if (one === undefined || two === undefined) throw new Error('no batch');
      const versionId = former.versions[0]?.id as never;
      const cases = [
        { keys: [one, { ...two, id: former.id }, ...rest], item: 1 },
        { keys: [one, two, { ...rest[0], id: one.id } as NewKey], item: 2 },
        { keys: [one, { ...two, version: { ...two.version, id: versionId } }], item: 1 },
        { keys: [one, { ...two, version: { ...two.version, id: one.version.id } }], item: 1 },
      ];
      for (const { keys, item } of cases) {
        expect(await refusalFaults(bench(), { keys, item, code: 'key/exists' })).toEqual([]);
      }
    });

    it('refuses one key more than a batch may have', async () => {
      const [key] = await batchOf(bench(), 1);
      const before = await bench().picture();
      const keys = Array.from({ length: MAX_BATCH_KEYS + 1 }, () => key as NewKey);
      await expect(bench().store.issueKeys(keys, CTX)).rejects.toMatchObject({
        code: 'usage/invalid-argument',
        item: null,
      });
      expect(await bench().picture()).toEqual(before);
    });

    it('is checked by rules that catch an adapter which issues one key after the other', async () => {
      const { store } = bench();
      const oneByOne: IssueKeys = async (wanted, ctx) => {
        const records: KeyRecord[] = [];
        for (const key of wanted) {
          bench().under.clock.advance(1);
          records.push(await store.issueKey(key, ctx));
        }
        return records;
      };
      const good = await batchOf(bench(), 3);
      expect(await batchFaults(bench(), good, oneByOne)).toEqual([
        'the events are not of one commit',
      ]);
      const keys = await batchOf(bench(), 3, (n) => (n === 1 ? { expires: at(START_MS) } : {}));
      const faults = await refusalFaults(
        bench(),
        { keys, code: 'key/expiry-refused', item: 1 },
        oneByOne,
      );
      expect(faults).toEqual([
        'names item null',
        'its message names no place',
        'changed the store',
      ]);
    });
  });
}

function at(atMs: number): { readonly kind: 'at'; readonly atMs: number } {
  return { kind: 'at', atMs };
}
