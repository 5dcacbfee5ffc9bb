import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteFile, type SqliteDatabase } from '../../../../src-core/sqlite/sqlite-file.ts';
import type { CatalogNames } from '../../../../src-core/store/rows/stored-version-row.ts';
import { createCatalogCache } from '../../../../src-core/store/sqlite/catalog-cache.ts';
import { codeOf } from '../../../code-of.ts';

const NAMES = {
  head_seq: 1,
  api_id: 'api_1',
  owner_id: 'own_1',
  pepper_id: 'pep_1',
  role_ids: 'rol_2 rol_1',
} as CatalogNames;

let dir: string;
let db: SqliteDatabase;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kw-catalog-'));
  db = openSqliteFile(join(dir, 'store.db'), { area: 'store', mode: 'create' });
  db.exec(`
    CREATE TABLE apis (id TEXT, name TEXT); INSERT INTO apis VALUES ('api_1', 'acme');
    CREATE TABLE owners (id TEXT, kind TEXT, name TEXT); INSERT INTO owners VALUES ('own_1', 'team', 'payments');
    CREATE TABLE peppers (id TEXT, check_value BLOB); INSERT INTO peppers VALUES ('pep_1', x'01');
    CREATE TABLE roles (id TEXT, name TEXT, permissions TEXT);
    INSERT INTO roles VALUES ('rol_1', 'reader', '["a.b"]'), ('rol_2', 'clerk', '[]');
  `);
});
afterEach(() => {
  db.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('the cache of what keys share', () => {
  it('gives what a key names, its roles by name', () => {
    expect(createCatalogCache(db).load(NAMES)).toEqual({
      apiName: 'acme',
      owner: { kind: 'team', name: 'payments' },
      pepperCheck: Buffer.of(1),
      roles: [
        { name: 'clerk', permissions: [] },
        { name: 'reader', permissions: ['a.b'] },
      ],
    });
    expect(createCatalogCache(db).load({ ...NAMES, role_ids: null }).roles).toEqual([]);
  });

  it('keeps it for the same head only: with another, everything is read anew', () => {
    const cache = createCatalogCache(db);
    const other = { ...NAMES, role_ids: null };
    cache.load(NAMES);
    cache.load(other);
    expect(cache.find(NAMES)?.apiName).toBe('acme');
    db.exec("UPDATE apis SET name = 'renamed'");
    const later = { ...NAMES, head_seq: 2 };
    expect(cache.find(later)).toBeNull();
    expect(cache.load(later).apiName).toBe('renamed');
    expect(cache.find(NAMES)).toBeNull();
    expect(cache.find({ ...other, head_seq: 2 })).toBeNull();
    cache.load({ ...NAMES, head_seq: 1 });
    expect(cache.find(later)).toBeNull();
  });

  it('tells keys apart that differ in any of the four', () => {
    const cache = createCatalogCache(db);
    cache.load(NAMES);
    for (const column of ['api_id', 'owner_id', 'pepper_id', 'role_ids'] as const) {
      expect(cache.find({ ...NAMES, [column]: 'rol_1' })).toBeNull();
    }
  });

  it('leaves out what is not there, and refuses a role that cannot be read', () => {
    const names = { ...NAMES, api_id: 'x', owner_id: 'x', pepper_id: 'x', role_ids: 'rol_1 x' };
    expect(createCatalogCache(db).load(names as CatalogNames)).toEqual({
      apiName: undefined,
      owner: undefined,
      pepperCheck: undefined,
      roles: undefined,
    });
    db.exec("UPDATE roles SET permissions = '[1]'");
    expect(codeOf(() => createCatalogCache(db).load(NAMES))).toBe('store/damaged');
  });
});
