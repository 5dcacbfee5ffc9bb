/**
 * What each kind of database user may do. Whoever owns the schema may do all; the others get exactly this, and what they had before is
 * taken from them. Nobody but the owner writes to the audit log or moves the head: `append_events` does it for an operator.
 */
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import type { PostgresPool, PostgresSession } from '../../postgres/postgres-pool.ts';
import { statement } from '../../postgres/statement.ts';
import { throwUnknownOutcome } from './unknown-outcome.ts';

/** verifier: a server. auditor: reads everything but hashes. operator: issues, rotates, revokes; may verify, too. */
export type DatabaseRole = 'verifier' | 'auditor' | 'operator';

const VERSION_FACTS = `id, key_id, number, state, pepper_id, created_at_ms, not_before_ms, expires_at_ms, ends_at_ms,
  retired_at_ms, revoked_at_ms, revocation_code, revocation_note`;

const COMMON = [
  'USAGE ON SCHEMA keywright',
  'EXECUTE ON FUNCTION keywright.clock_us()',
  ...['schema', 'store', 'head', 'peppers', 'apis', 'owners', 'roles', 'keys', 'key_roles'].map(
    (table) => `SELECT ON keywright.${table}`,
  ),
];

const GRANTS: Readonly<Record<DatabaseRole, readonly string[]>> = {
  verifier: [
    ...COMMON,
    'SELECT ON keywright.versions',
    'SELECT (seq, hash, key_id) ON keywright.audit',
  ],
  auditor: [
    ...COMMON,
    `SELECT (${VERSION_FACTS}) ON keywright.versions`,
    'SELECT ON keywright.audit',
  ],
  operator: [
    ...COMMON,
    'SELECT ON keywright.versions',
    'SELECT ON keywright.audit',
    ...['apis', 'owners', 'roles', 'keys', 'key_roles', 'versions'].map(
      (table) => `INSERT ON keywright.${table}`,
    ),
    'UPDATE (disabled_at_ms, revoked_at_ms, revocation_code, revocation_note) ON keywright.keys',
    'UPDATE (state, ends_at_ms, retired_at_ms, revoked_at_ms, revocation_code, revocation_note) ON keywright.versions',
    'EXECUTE ON ALL FUNCTIONS IN SCHEMA keywright',
  ],
};

const TAKEN = [
  'ALL ON ALL TABLES IN SCHEMA keywright',
  'ALL ON ALL FUNCTIONS IN SCHEMA keywright',
  'ALL ON SCHEMA keywright',
];

const FIND_USER = statement(
  'SELECT quote_ident(rolname) AS quoted FROM pg_roles WHERE rolname = $1',
);

/** Gives the user what the role may do, and nothing else. Throws usage/invalid-argument where the database has no such user. */
export async function grantRole(
  pool: PostgresPool,
  role: DatabaseRole,
  user: string,
): Promise<void> {
  await pool
    .transact(async (session) => {
      const quoted = await quotedUser(session, user);
      const statements = [
        ...TAKEN.map((what) => `REVOKE ${what} FROM ${quoted}`),
        ...GRANTS[role].map((what) => `GRANT ${what} TO ${quoted}`),
      ];
      await session.run(statements.join(';\n'));
      return { result: null, isKept: true };
    })
    .catch(throwUnknownOutcome);
}

async function quotedUser(session: PostgresSession, user: string): Promise<string> {
  const [found] = await session.query<{ readonly quoted: string }>(FIND_USER, [user]);
  if (found !== undefined) return found.quoted;
  throw new KeywrightError('usage/invalid-argument', 'The database has no user of that name', {
    hint: 'Create it first: `createuser --pwprompt NAME`.',
  });
}
