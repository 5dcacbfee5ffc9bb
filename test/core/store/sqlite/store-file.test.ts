import { copyFileSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteFile } from '../../../../src-core/sqlite/sqlite-file.ts';
import { StoreFile } from '../../../../src-core/store/sqlite/store-file.ts';
import type { ErrorCode } from '../../../../src-shared/error/error-codes.ts';
import { KeywrightError } from '../../../../src-shared/error/keywright-error.ts';
import { codeOf } from '../../../code-of.ts';
import { freshSqliteStore, type SqliteStoreUnderTest } from './sqlite-factory.ts';

describe('the connection to a store file', () => {
  let under: SqliteStoreUnderTest;
  let file: StoreFile;
  beforeEach(async () => {
    under = await freshSqliteStore();
    await under.store.close();
    file = new StoreFile(under.path);
  });
  afterEach(async () => {
    file.close();
    await under.remove();
  });

  const fail = (code: ErrorCode) =>
    codeOf(() =>
      file.use(() => {
        throw new KeywrightError(code, 'a fault');
      }),
    );

  it('is dropped after a disk fault, and opened anew at the next use', () => {
    const first = file.use((db) => db);
    expect(fail('disk/failed')).toBe('disk/failed');
    expect(first.open).toBe(false);
    const second = file.use((db) => db);
    expect(second.open).toBe(true);
  });

  it('is kept after any other fault', () => {
    const first = file.use((db) => db);
    for (const code of ['store/busy', 'disk/full', 'key/not-found'] as const) fail(code);
    expect(file.use((db) => db)).toBe(first);
  });

  it('is not opened anew on another store that lies there by then', () => {
    const path = `${under.path}.other`;
    copyFileSync(under.path, path);
    const db = openSqliteFile(path, { area: 'store', mode: 'write' });
    db.exec(`UPDATE meta SET store_id = 'sto_' || '${'0'.repeat(22)}'`);
    db.close();
    fail('disk/failed');
    rmSync(under.path);
    expect(codeOf(() => file.use((open) => open.open))).toBe('store/not-found');
    copyFileSync(path, under.path);
    expect(codeOf(() => file.use((open) => open.open))).toBe('store/foreign');
  });
});
