import {
  chmodSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { StoreKeysSource } from '../../../../src-core/pepper/store-keys.ts';
import { openSqliteFile } from '../../../../src-core/sqlite/sqlite-file.ts';
import { createSqliteStore } from '../../../../src-core/store/sqlite/create-sqlite-store.ts';
import { inspectStore } from '../../../../src-core/store/sqlite/inspect-store.ts';
import { openSqliteStore } from '../../../../src-core/store/sqlite/open-sqlite-store.ts';
import { openSqliteReader } from '../../../../src-core/store/sqlite/sqlite-verification-reader.ts';
import {
  readStoreHeader,
  STORE_APPLICATION_ID,
} from '../../../../src-core/store/sqlite/store-header.ts';
import { KeywrightError } from '../../../../src-shared/error/keywright-error.ts';
import { codeOf, codeOfAsync } from '../../../code-of.ts';
import { StoreBench } from '../conformance/store-under-test.ts';
import { CTX, fixedKeysSource, fixedPepper, newApi, START_MS, STORE_ID } from '../store-fixture.ts';
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

/** What the four ways of opening a store say of a file, each answer once. */
async function answers(path: string): Promise<unknown[]> {
  const all = [
    await codeOfAsync(() => openSqliteStore(path, under.deps)),
    codeOf(() => openSqliteReader(path)),
    codeOf(() => readStoreHeader(path)),
    codeOf(() => inspectStore(path, under.clock)),
  ];
  return [...new Set(all)];
}

describe('creating a store', () => {
  it('makes private files and leaves no draft', async () => {
    await under.store.createApi(newApi(under.random), CTX);
    const files = readdirSync(under.folder).toSorted();
    expect(files).toEqual(['store.db', 'store.db-shm', 'store.db-wal']);
    const modes = files.map((name) => statSync(join(under.folder, name)).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600, 0o600]);
  });

  it('names its file by application id, schema and store', () => {
    expect(readFileSync(under.path).subarray(68, 72).toString('latin1')).toBe('KWS1');
    expect(STORE_APPLICATION_ID).toBe(0x4b575331);
    const header = { id: STORE_ID, schemaVersion: 1, createdAtMs: START_MS };
    expect(readStoreHeader(under.path)).toEqual(header);
  });

  it('writes over nothing, and leaves what is there as it is', async () => {
    const before = await new StoreBench(under).picture();
    const again = { path: under.path, id: STORE_ID, pepper: fixedPepper() };
    expect(await codeOfAsync(() => createSqliteStore(again, under.deps))).toBe('store/exists');
    expect(await new StoreBench(under).picture()).toEqual(before);
  });

  it.each([
    ['without its keys', 'pepper/unavailable', unavailable(), fixedPepper()],
    [
      'with another pepper',
      'pepper/mismatch',
      fixedKeysSource(),
      { ...fixedPepper(), check: Buffer.alloc(32) },
    ],
  ] as const)('%s leaves no file', async (...[, code, keys, pepper]) => {
    const path = join(under.folder, 'other.db');
    const store = { path, id: STORE_ID, pepper };
    const create = () => createSqliteStore(store, { ...under.deps, keys });
    expect(await codeOfAsync(create)).toBe(code);
    expect(readdirSync(under.folder).filter((name) => name.startsWith('other'))).toEqual([]);
  });

  it('in a folder that is not there leaves nothing and says so', async () => {
    const store = {
      path: join(under.folder, 'no', 'store.db'),
      id: STORE_ID,
      pepper: fixedPepper(),
    };
    expect(await codeOfAsync(() => createSqliteStore(store, under.deps))).toBe('store/read-only');
  });
});

describe('opening a store', () => {
  it('refuses a file that is not there', async () => {
    expect(await answers(join(under.folder, 'no.db'))).toEqual(['store/not-found']);
  });

  it('refuses a file that is no database', async () => {
    const path = join(under.folder, 'text.db');
    writeFileSync(path, 'hello '.repeat(500));
    expect(await answers(path)).toEqual(['store/foreign']);
  });

  it('refuses an empty file', async () => {
    const path = join(under.folder, 'empty.db');
    writeFileSync(path, '');
    expect(await answers(path)).toEqual(['store/foreign']);
  });

  it('refuses the database of another program and leaves it byte for byte', async () => {
    const path = join(under.folder, 'foreign.db');
    const db = openSqliteFile(path, { area: 'store', mode: 'create' });
    db.pragma('journal_mode = DELETE');
    db.exec('CREATE TABLE theirs (x)');
    db.pragma('application_id = 0x4B575631');
    db.close();
    const before = readFileSync(path);
    expect(await answers(path)).toEqual(['store/foreign']);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuses a newer schema and leaves it byte for byte', async () => {
    await under.store.close();
    const path = join(under.folder, 'newer.db');
    copyFileSync(under.path, path);
    const db = openSqliteFile(path, { area: 'store', mode: 'write' });
    db.pragma('user_version = 2');
    db.close();
    const before = readFileSync(path);
    expect(await answers(path)).toEqual(['store/newer']);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuses a store without its tables, and one without its row', async () => {
    await under.store.close();
    for (const sql of ['DROP TABLE meta', 'DELETE FROM meta']) {
      const path = join(under.folder, `${sql.slice(0, 4)}.db`);
      copyFileSync(under.path, path);
      const db = openSqliteFile(path, { area: 'store', mode: 'write' });
      db.exec(sql);
      db.close();
      expect(await answers(path)).toEqual(['store/damaged']);
    }
  });

  it('finds pages that were overwritten', async () => {
    for (let count = 0; count < 30; count += 1) await new StoreBench(under).issue();
    await under.store.close();
    const path = join(under.folder, 'damaged.db');
    const bytes = readFileSync(under.path);
    bytes.fill(0xa5, 4_096 * 6, bytes.length);
    writeFileSync(path, bytes);
    expect(codeOf(() => inspectStore(path, under.clock))).toBe('store/damaged');
  });

  it('that is read-only serves reads and refuses a mutation', async () => {
    await under.store.close();
    const db = openSqliteFile(under.path, { area: 'store', mode: 'write' });
    const reader = openSqliteReader(under.path);
    db.close();
    expect((await reader.readFeed(0, 10)).headSeq).toBe(1);
    reader.close();
    chmodSync(under.path, 0o400);
    const isRoot = process.getuid?.() === 0;
    const mutate = async () => {
      const store = await openSqliteStore(under.path, under.deps);
      onTestFinished(() => store.close());
      return (await store.createApi(newApi(under.random), CTX)).name;
    };
    expect(await codeOfAsync(mutate)).toEqual(isRoot ? { returned: 'acme' } : 'store/read-only');
  });
});
