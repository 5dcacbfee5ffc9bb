import { copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { StoreKeysSource } from '../../../../src-core/pepper/store-keys.ts';
import { openSqliteFile } from '../../../../src-core/sqlite/sqlite-file.ts';
import { inspectStore } from '../../../../src-core/store/sqlite/inspect-store.ts';
import { openSqliteStore } from '../../../../src-core/store/sqlite/open-sqlite-store.ts';
import { openSqliteReader } from '../../../../src-core/store/sqlite/sqlite-verification-reader.ts';
import { KeywrightError } from '../../../../src-shared/error/keywright-error.ts';
import { codeOf, codeOfAsync } from '../../../code-of.ts';
import { newest, StoreBench } from '../conformance/store-under-test.ts';
import { CTX, fixedStoreKeys, newApi, START_MS, STORE_ID } from '../store-fixture.ts';
import { freshSqliteStore, type SqliteStoreUnderTest } from './sqlite-factory.ts';

let under: SqliteStoreUnderTest;
beforeEach(async () => {
  under = await freshSqliteStore();
});
afterEach(() => under.remove());

const unavailable = (): StoreKeysSource => ({
  place: 'keychain',
  load: async () => {
    throw new KeywrightError('pepper/unavailable', 'The keychain does not answer');
  },
});

describe('the keys of a store', () => {
  it('are not asked for by opening, reading and closing', async () => {
    await new StoreBench(under).issue();
    const store = await openSqliteStore(under.path, { ...under.deps, keys: unavailable() });
    expect(await store.listKeys({})).toHaveLength(1);
    expect(await store.readEvents(0, 10)).toHaveLength(4);
    expect((await store.head()).seq).toBe(4);
    await store.close();
  });

  it('that do not answer refuse a mutation and leave all as it was', async () => {
    const before = await new StoreBench(under).picture();
    const store = await openSqliteStore(under.path, { ...under.deps, keys: unavailable() });
    onTestFinished(() => store.close());
    const create = () => store.createApi(newApi(under.random), CTX);
    expect(await codeOfAsync(create)).toBe('pepper/unavailable');
    expect(await new StoreBench(under).picture()).toEqual(before);
  });

  it('of another store refuse a mutation', async () => {
    const { peppers, ...rest } = fixedStoreKeys();
    const [id] = peppers.keys();
    const other = { ...rest, peppers: new Map([[id as never, rest.auditKey]]) };
    const keys: StoreKeysSource = { place: 'file', load: async () => other };
    const store = await openSqliteStore(under.path, { ...under.deps, keys });
    onTestFinished(() => store.close());
    const create = () => store.createApi(newApi(under.random), CTX);
    expect(await codeOfAsync(create)).toBe('pepper/mismatch');
  });
});

describe('two programs on one store', () => {
  it('are each marked to a reader: another mark with every commit of either, and none without', async () => {
    const bench = new StoreBench(under);
    const reader = await under.openReader();
    onTestFinished(() => reader.close());
    const other = await under.openAgain();
    onTestFinished(() => other.close());
    const key = await bench.issue();
    const marks = [reader.changeMark(), reader.changeMark()];
    expect(marks[0]).toBe(marks[1]);
    await under.store.listKeys({});
    await under.store.setKeyDisabled(key.id, false, CTX);
    expect(reader.changeMark()).toBe(marks[0]);
    await under.store.setKeyDisabled(key.id, true, CTX);
    marks.push(reader.changeMark());
    await other.setKeyDisabled(key.id, false, CTX);
    marks.push(reader.changeMark());
    expect(new Set(marks).size).toBe(3);
  });

  it('see each other’s mutations and continue one chain', async () => {
    const bench = new StoreBench(under);
    const key = await bench.issue();
    const other = await under.openAgain();
    onTestFinished(() => other.close());
    await other.setKeyDisabled(key.id, true, CTX);
    await under.store.setKeyDisabled(key.id, false, CTX);
    const seqs = (await other.readEvents(0, 10)).map(({ seq }) => seq);
    expect(seqs).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('one of them holding the file makes the other say busy, and nothing is changed', async () => {
    const db = openSqliteFile(under.path, { area: 'store', mode: 'write' });
    onTestFinished(() => {
      db.close();
    });
    const before = await new StoreBench(under).picture();
    db.exec('BEGIN IMMEDIATE');
    const create = () => under.store.createApi(newApi(under.random), CTX);
    expect(await codeOfAsync(create)).toBe('store/busy');
    db.exec('ROLLBACK');
    expect(await new StoreBench(under).picture()).toEqual(before);
  });
});

describe('checkpoints of a store', () => {
  it('follow mutations on close, and are not made where nothing was added', async () => {
    expect(existsSync(under.checkpointsFile)).toBe(false);
    const other = await under.openAgain();
    await other.listApis();
    await other.close();
    expect(existsSync(under.checkpointsFile)).toBe(false);
    await under.store.createApi(newApi(under.random), CTX);
    await under.store.close();
    expect(readFileSync(under.checkpointsFile, 'utf8')).toContain('"seq":2');
  });

  it('that cannot be written undo no mutation', async () => {
    const deps = { ...under.deps, checkpointsFile: under.folder };
    const store = await openSqliteStore(under.path, deps);
    await store.createApi(newApi(under.random), CTX);
    await store.close();
    expect(await under.store.listApis()).toHaveLength(1);
  });
});

describe('a reader whose file is not what it was', () => {
  it.each(['gone', 'replaced'])(
    '%s: the store is unavailable, not the key unknown',
    async (how) => {
      const key = await new StoreBench(under).issue();
      const reader = openSqliteReader(under.path);
      onTestFinished(() => reader.close());
      reader.changeMark();
      expect((await reader.readVersion(newest(key).id)).version).not.toBeNull();
      renameSync(under.path, `${under.path}.old`);
      if (how === 'replaced') copyFileSync(`${under.path}.old`, under.path);
      expect(codeOf(() => reader.changeMark())).toBe('store/unavailable');
      renameSync(`${under.path}.old`, under.path);
      expect(typeof reader.changeMark()).toBe('number');
    },
  );

  it('closed: unavailable', async () => {
    const reader = openSqliteReader(under.path);
    reader.close();
    expect(codeOf(() => reader.changeMark())).toBe('store/unavailable');
    const read = () => reader.readVersion('0123456789ab' as never);
    expect(await codeOfAsync(read)).toBe('store/unavailable');
    expect(await codeOfAsync(() => reader.readFeed(0, 1))).toBe('store/unavailable');
  });
});

describe('what doctor asks', () => {
  it('is answered without keys: schema, head and a clock that is not behind', async () => {
    await new StoreBench(under).issue();
    const { seq, hash, atUs } = await under.store.head();
    expect(inspectStore(under.path, under.clock)).toEqual({
      id: STORE_ID,
      schemaVersion: 1,
      createdAtMs: START_MS,
      head: { seq, hash, atUs },
      clockBehindMs: 0,
      isClockSetBack: false,
    });
  });

  it('says how far the clock is behind', () => {
    under.clock.advance(-600_000);
    const { clockBehindMs, isClockSetBack } = inspectStore(under.path, under.clock);
    expect({ clockBehindMs, isClockSetBack }).toEqual({
      clockBehindMs: 600_000,
      isClockSetBack: true,
    });
    under.clock.advance(540_000);
    expect(inspectStore(under.path, under.clock).isClockSetBack).toBe(false);
  });
});
