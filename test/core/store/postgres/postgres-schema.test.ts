import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PostgresPool, SqlValue } from '../../../../src-core/postgres/postgres-pool.ts';
import { statement } from '../../../../src-core/postgres/statement.ts';
import {
  MIGRATIONS,
  migrate,
  SCHEMA_VERSION,
} from '../../../../src-core/store/postgres/migrations/migrations.ts';
import { encodeToken } from '../../../../src-shared/key-format/token.ts';
import { createTestDatabase, type TestDatabase } from '../../../postgres/test-database.ts';
import { newest, oldest, StoreBench } from '../conformance/store-under-test.ts';
import { CTX } from '../store-fixture.ts';
import {
  freshPostgresStore,
  type PostgresStoreUnderTest,
  takeOverClock,
} from './postgres-factory.ts';

const TOKEN = encodeToken({
  prefix: 'acme',
  environment: 'live',
  versionId: '0123456789ab' as never,
  secret: 'A1b2'.repeat(11).slice(0, 43),
});

/** The statements of a writer to the database who goes around the program; $1 is the token. */
const REFUSED: [string, string][] = [
  ['a raw key’s bytes as a hash', `UPDATE versions SET hash = convert_to($1, 'UTF8')`],
  ['a shorter hash', `UPDATE versions SET hash = decode(repeat('00', 31), 'hex')`],
  ['a longer hash', `UPDATE versions SET hash = decode(repeat('00', 33), 'hex')`],
  ['no hash', 'UPDATE versions SET hash = NULL'],
  ['no pepper', 'UPDATE versions SET pepper_id = NULL'],
  ['a pepper that is not there', `UPDATE versions SET pepper_id = 'pep_' || substr(key_id, 5)`],
  ['a raw key inside a name', `UPDATE keys SET name = 'my ' || $1 || '!'`],
  ['a raw key as a version id of twelve', `UPDATE versions SET id = 'acme_live_01'`],
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
  ['a second head', `INSERT INTO head (id, seq, hash, at_us) SELECT 2, seq, hash, at_us FROM head`],
  ['a second store', `INSERT INTO store SELECT 2, store_id, created_at_ms FROM store`],
  ['a version without a key', `DELETE FROM keys`],
  ['a code of its own', `UPDATE keys SET revoked_at_ms = 1, revocation_code = 'bored'`],
  ['details that are no object', `UPDATE audit SET details = '[]'`],
];

const inSchema = (sql: string): string =>
  sql.replace(/\b(UPDATE|INTO|FROM) (\w+)/g, '$1 keywright.$2');

interface TextColumn {
  readonly table: string;
  readonly column: string;
}

let database: TestDatabase;
let under: PostgresStoreUnderTest;
let admin: PostgresPool;

beforeAll(async () => {
  database = await createTestDatabase();
  await takeOverClock(database);
  under = await freshPostgresStore(database);
  admin = database.admin;
  const bench = new StoreBench(under);
  const role = { id: `rol_${'r'.repeat(22)}` as never, name: 'reader', permissions: [] };
  await under.store.createRole(role, CTX);
  const expires = { kind: 'after', afterMs: 86_400_000 } as const;
  const key = await bench.rotate(await bench.issue({ expires, roleIds: [role.id] }));
  if (oldest(key).state !== 'retiring') throw new Error('no version is retiring');
  const other = await bench.issue();
  await under.store.revokeVersion(newest(other).id, { code: 'leaked', note: 'x' }, CTX);
});
afterAll(async () => {
  await under.remove();
  await database.drop();
});

/** Runs it in a transaction that is undone; how many rows it changed. */
async function changed(sql: string, values: readonly SqlValue[] = []): Promise<number> {
  return admin.transact(async (session) => {
    const rows = await session.query(statement(`${sql} RETURNING 1 AS one`), values);
    return { result: rows.length, isKept: false };
  });
}

async function textColumns(): Promise<readonly TextColumn[]> {
  return admin.read<TextColumn>(
    statement(
      `SELECT table_name AS table, column_name AS column FROM information_schema.columns
        WHERE table_schema = 'keywright' AND data_type NOT IN ('bigint', 'integer', 'bytea')
        ORDER BY 1, 2`,
    ),
  );
}

describe('the schema', () => {
  it.each(REFUSED)('refuses %s', async (_what, sql) => {
    const values = sql.includes('$1') ? [TOKEN] : [];
    await expect(changed(inSchema(sql), values)).rejects.toMatchObject({
      code: expect.stringMatching(/^23/) as string,
    });
  });

  it('refuses a raw key in every column that holds text, alone and inside a list or an object', async () => {
    const columns = await textColumns();
    expect(columns.length).toBeGreaterThan(35);
    const forms = [
      '$1::text',
      'json_build_array($1::text)::text',
      `json_build_object('x', $1::text)::text`,
    ];
    const accepted: string[] = [];
    for (const { table, column } of columns) {
      for (const form of forms) {
        const update = `UPDATE keywright.${table} SET ${column} = ${form}`;
        const rows = await changed(update, [TOKEN]).catch(() => -1);
        if (rows !== -1) accepted.push(`${table}.${column} = ${form}: ${rows} rows`);
      }
    }
    expect(accepted).toEqual([]);
  });

  it('is tested with statements that change rows: harmless ones of the same form pass', async () => {
    for (const [table, column, value] of [
      ['keys', 'name', 'harmless'],
      ['keys', 'permissions', '["harmless"]'],
      ['owners', 'name', 'harmless'],
      ['roles', 'permissions', '["harmless"]'],
      ['audit', 'reason', 'harmless'],
      ['audit', 'details', '{"x":"harmless"}'],
      ['versions', 'revocation_note', 'harmless'],
    ]) {
      const update = `UPDATE keywright.${table} SET ${column} = $1`;
      expect(await changed(update, [value ?? ''])).toBeGreaterThan(0);
    }
  });

  it('names every constraint that keeps raw keys out by the word that makes it a refusal', async () => {
    const keeping = await admin.read<{ name: string }>(
      statement(
        `SELECT conname AS name FROM pg_constraint
          WHERE connamespace = 'keywright'::regnamespace AND pg_get_constraintdef(oid) LIKE '%{49}%'`,
      ),
    );
    expect(keeping.length).toBeGreaterThan(8);
    expect(keeping.filter(({ name }) => !name.endsWith('holds_no_raw_key'))).toEqual([]);
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
    const before = await new StoreBench(under).picture();
    expect(await migrate(admin)).toEqual([]);
    expect(await new StoreBench(under).picture()).toEqual(before);
  });
});
