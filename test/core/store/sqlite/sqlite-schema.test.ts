import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteFile, type SqliteDatabase } from '../../../../src-core/sqlite/sqlite-file.ts';
import {
  MIGRATIONS,
  migrate,
  readSchemaVersion,
  SCHEMA_VERSION,
} from '../../../../src-core/store/sqlite/migrations/migrations.ts';
import { encodeToken } from '../../../../src-shared/key-format/token.ts';
import { newest, oldest, StoreBench } from '../conformance/store-under-test.ts';
import { CTX } from '../store-fixture.ts';
import { freshSqliteStore, type SqliteStoreUnderTest } from './sqlite-factory.ts';

const TOKEN = encodeToken({
  prefix: 'acme',
  environment: 'live',
  versionId: '0123456789ab' as never,
  secret: 'A1b2'.repeat(11).slice(0, 43),
});

/** The statements of a writer to the database who goes around the program; the text is the token's. */
const REFUSED: [string, string][] = [
  ['a raw key as a hash', 'UPDATE versions SET hash = @token'],
  ['a raw key’s bytes as a hash', 'UPDATE versions SET hash = CAST(@token AS BLOB)'],
  ['a shorter hash', 'UPDATE versions SET hash = zeroblob(31)'],
  ['a longer hash', 'UPDATE versions SET hash = zeroblob(33)'],
  ['no hash', 'UPDATE versions SET hash = NULL'],
  ['no pepper', 'UPDATE versions SET pepper_id = NULL'],
  ['a pepper that is not there', `UPDATE versions SET pepper_id = 'pep_' || substr(key_id, 5)`],
  ['a raw key as the name of a key', 'UPDATE keys SET name = @token'],
  ['a raw key inside a name', `UPDATE keys SET name = 'my ' || @token || '!'`],
  ['a raw key as a permission', 'UPDATE keys SET permissions = json_array(@token)'],
  ['a raw key as a limit', 'UPDATE keys SET limits = json_array(@token)'],
  ['a raw key as an id', 'UPDATE versions SET id = @token'],
  ['a raw key as a version id of twelve', `UPDATE versions SET id = 'acme_live_01'`],
  ['a raw key in a note', `UPDATE versions SET revocation_note = @token WHERE state = 'revoked'`],
  ['a raw key as an owner', 'UPDATE owners SET name = @token'],
  ['a raw key as a role’s permission', 'UPDATE roles SET permissions = json_array(@token)'],
  ['a raw key as an API', 'UPDATE apis SET name = @token'],
  ['a raw key as an actor', 'UPDATE audit SET actor = @token'],
  ['a raw key as a reason', 'UPDATE audit SET reason = @token'],
  ['a raw key in details', `UPDATE audit SET details = json_object('x', @token)`],
  ['a state of its own', `UPDATE versions SET state = 'valid'`],
  [
    'an active version that was revoked',
    `UPDATE versions SET state = 'active' WHERE state = 'revoked'`,
  ],
  ['a second active version', `UPDATE versions SET state = 'active' WHERE state = 'retiring'`],
  [
    'a retiring version without an end',
    `UPDATE versions SET ends_at_ms = NULL WHERE state = 'retiring'`,
  ],
  [
    'an end after the expiry',
    `UPDATE versions SET ends_at_ms = expires_at_ms + 1 WHERE state = 'retiring'`,
  ],
  ['text for a time', `UPDATE versions SET expires_at_ms = 'never'`],
  ['a second head', `INSERT INTO head (id, seq, hash, at_us) SELECT 2, seq, hash, at_us FROM head`],
  ['a version without a key', `DELETE FROM keys`],
  ['a code of its own', `UPDATE keys SET revoked_at_ms = 1, revocation_code = 'bored'`],
];

describe('the schema', () => {
  let under: SqliteStoreUnderTest;
  let db: SqliteDatabase;

  beforeAll(async () => {
    under = await freshSqliteStore();
    const bench = new StoreBench(under);
    const role = { id: `rol_${'r'.repeat(22)}` as never, name: 'reader', permissions: [] };
    await under.store.createRole(role, CTX);
    const expires = { kind: 'after', afterMs: 86_400_000 } as const;
    const key = await bench.rotate(await bench.issue({ expires, roleIds: [role.id] }));
    if (oldest(key).state !== 'retiring') throw new Error('no version is retiring');
    const other = await bench.issue();
    await under.store.revokeVersion(newest(other).id, { code: 'leaked', note: 'x' }, CTX);
    db = openSqliteFile(under.path, { area: 'store', mode: 'write' });
  });
  afterAll(async () => {
    db.close();
    await under.remove();
  });

  it.each(REFUSED)('refuses %s', (_what, sql) => {
    const update = db.prepare(sql);
    const bound = sql.includes('@token') ? [{ token: TOKEN }] : [];
    expect(() => update.run(...bound)).toThrow(/constraint failed|cannot store/);
  });

  it('is tested with statements that change rows: harmless ones of the same form pass', () => {
    db.exec('BEGIN');
    for (const [, sql] of REFUSED.filter(([, text]) => text.includes('@token'))) {
      if (/hash|SET id|limits/.test(sql)) continue;
      expect(db.prepare(sql).run({ token: 'harmless' }).changes).toBeGreaterThan(0);
    }
    expect(db.prepare('UPDATE versions SET hash = zeroblob(32)').run().changes).toBe(3);
    db.exec('ROLLBACK');
  });

  it('keeps every table strict and every index named', () => {
    const tables = db.pragma('table_list') as { name: string; strict: number; type: string }[];
    const ours = tables.filter(({ name }) => !name.startsWith('sqlite_'));
    expect(ours.filter(({ strict }) => strict !== 1)).toEqual([]);
    expect(ours.map(({ name }) => name).toSorted()).toEqual([
      'apis',
      'audit',
      'head',
      'key_roles',
      'keys',
      'meta',
      'owners',
      'peppers',
      'roles',
      'versions',
    ]);
    const objects = db.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`).all();
    expect(objects).toEqual([]);
  });

  it('is written durably: WAL, synchronous FULL, foreign keys on, freed pages overwritten', () => {
    const pragmas = [
      'journal_mode',
      'synchronous',
      'foreign_keys',
      'secure_delete',
      'trusted_schema',
    ];
    const values = pragmas.map((name) => db.pragma(name, { simple: true }));
    expect(values).toEqual(['wal', 2, 1, 1, 0]);
  });
});

describe('migrations', () => {
  it('are named NNNN-what-it-does, in order', () => {
    MIGRATIONS.forEach(({ name }, index) => {
      expect(name).toMatch(/^\d{4}(-[a-z]+)+$/);
      expect(Number(name.slice(0, 4))).toBe(index + 1);
    });
    expect(SCHEMA_VERSION).toBe(MIGRATIONS.length);
  });

  it('run once, and change nothing where they have run', async () => {
    const under = await freshSqliteStore();
    const before = await new StoreBench(under).picture();
    const db = openSqliteFile(under.path, { area: 'store', mode: 'write' });
    migrate(db);
    expect(readSchemaVersion(db)).toBe(SCHEMA_VERSION);
    db.close();
    expect(await new StoreBench(under).picture()).toEqual(before);
    await under.remove();
  });
});
