/**
 * Connections to one PostgreSQL database; the only importer of the driver. Reads are single statements that commit by themselves;
 * changes run in a transaction with time limits of its own, whatever the server's settings are. A connection that broke is never used
 * again. A COMMIT that got no answer is its own error: only whoever knows what was to be written can find out.
 */
import type { ConnectionOptions } from 'node:tls';
import pg from 'pg';
import { isConnectionLost, isOutOfTime, postgresFault } from './postgres-fault.ts';
import type { Statement } from './statement.ts';

export interface PostgresAddress {
  /** Name or address, or the folder of a unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** Asked at each new connection; null: there is none. */
  readonly password: () => Promise<string | null>;
  /** Null: not encrypted. */
  readonly tls: ConnectionOptions | null;
  /** How errors name it; holds no secret. */
  readonly label: string;
}

export interface PoolLimits {
  readonly maxConnections: number;
  /** For a free connection, or for a new one to be there. */
  readonly waitMs: number;
  /** For the answer to one statement. */
  readonly answerMs: number;
}

export type SqlValue =
  | string
  | number
  | boolean
  | null
  | Buffer
  | readonly (string | number | Buffer | null)[];

/** One connection inside a transaction. */
export interface PostgresSession {
  query<Row>(statement: Statement, values?: readonly SqlValue[]): Promise<readonly Row[]>;
  /** A text without values, which may hold several statements. */
  run(text: string): Promise<void>;
}

/** The connection was lost, or gave no answer, after COMMIT was sent: the change is made whole or not at all, but which is not known. */
export class CommitUnknown extends Error {
  override readonly name = 'CommitUnknown';
  readonly result: unknown;

  constructor(result: unknown, cause: unknown) {
    super('the connection was lost at COMMIT', { cause });
    this.result = result;
  }
}

/** What `work` of a transaction returns: its result, and whether to keep what it did. */
export interface Worked<Result> {
  readonly result: Result;
  readonly isKept: boolean;
}

const BEGIN = `
  BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
  SET LOCAL lock_timeout = '2s';
  SET LOCAL idle_in_transaction_session_timeout = '3s';
  SET LOCAL statement_timeout = '30s';
  SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') IN ('off', 'local')`;

export class PostgresPool {
  readonly label: string;
  readonly #pool: pg.Pool;

  constructor(address: PostgresAddress, limits: PoolLimits) {
    this.label = address.label;
    this.#pool = new pg.Pool({
      ...connectionOf(address),
      types: { getTypeParser },
      max: limits.maxConnections,
      connectionTimeoutMillis: limits.waitMs,
      query_timeout: limits.answerMs,
      idleTimeoutMillis: 30_000,
      allowExitOnIdle: true,
      application_name: 'keywright',
    });
    // One that breaks while idle is dropped by the pool, one in use fails what runs on it: nobody else has to hear of it.
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /** Throws store/…; asked once more on a new connection where the first one turns out to be broken. */
  async read<Row>(statement: Statement, values: readonly SqlValue[] = []): Promise<readonly Row[]> {
    try {
      return await this.#read<Row>(statement, values);
    } catch (error) {
      if (!this.#isWorthAnother(error)) throw postgresFault(error, this.label);
    }
    try {
      return await this.#read<Row>(statement, values);
    } catch (error) {
      throw postgresFault(error, this.label);
    }
  }

  async #read<Row>(statement: Statement, values: readonly SqlValue[]): Promise<readonly Row[]> {
    const client = await this.#pool.connect();
    let isBroken = true;
    try {
      const rows = await queryOn<Row>(client, statement, values);
      isBroken = false;
      return rows;
    } catch (error) {
      isBroken = isConnectionLost(error);
      throw error;
    } finally {
      client.release(isBroken);
    }
  }

  /** Runs `work` in a transaction of its own. Throws what it throws, store/…, and CommitUnknown. */
  async transact<Result>(
    work: (session: PostgresSession) => Promise<Worked<Result>>,
  ): Promise<Result> {
    const client = await this.#begin();
    let isBroken = true;
    try {
      const { result, isKept } = await work(sessionOn(client));
      if (isKept) await commit(client, result);
      else await client.query('ROLLBACK');
      isBroken = false;
      return result;
    } catch (error) {
      isBroken = error instanceof CommitUnknown || !(await isRolledBack(client, error));
      throw postgresFault(error, this.label);
    } finally {
      client.release(isBroken);
    }
  }

  /** Nothing was done yet, so that a connection that turns out to be broken is replaced once. */
  async #begin(): Promise<pg.PoolClient> {
    try {
      return await this.#begun();
    } catch (error) {
      if (!this.#isWorthAnother(error)) throw postgresFault(error, this.label);
    }
    try {
      return await this.#begun();
    } catch (error) {
      throw postgresFault(error, this.label);
    }
  }

  async #begun(): Promise<pg.PoolClient> {
    const client = await this.#pool.connect();
    try {
      await client.query(BEGIN);
      return client;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** The connection was broken before it was used, and nothing was waited for. */
  #isWorthAnother(error: unknown): boolean {
    return isConnectionLost(error) && !isOutOfTime(error) && !this.#pool.ending;
  }

  /** Closes every connection once what runs on it has ended. */
  async end(): Promise<void> {
    if (!this.#pool.ending) await this.#pool.end();
  }
}

function connectionOf(address: PostgresAddress): pg.PoolConfig {
  const { host, port, user, database, tls } = address;
  return {
    host,
    port,
    user,
    database,
    password: async () => (await address.password()) ?? '',
    ssl: tls ?? false,
    enableChannelBinding: tls !== null,
    keepAlive: true,
  };
}

const INT8 = 20;

/** Every integer of the store fits a JavaScript number. */
function getTypeParser(oid: number, format?: string): unknown {
  if (oid === INT8) return Number;
  return pg.types.getTypeParser(oid, format as 'text');
}

async function commit(client: pg.PoolClient, result: unknown): Promise<void> {
  let command: string;
  try {
    ({ command } = await client.query('COMMIT'));
  } catch (error) {
    throw isConnectionLost(error) ? new CommitUnknown(result, error) : error;
  }
  if (command !== 'COMMIT') throw new Error('the transaction was rolled back');
}

async function isRolledBack(client: pg.PoolClient, error: unknown): Promise<boolean> {
  if (isConnectionLost(error)) return false;
  try {
    await client.query('ROLLBACK');
    return true;
  } catch {
    return false;
  }
}

function sessionOn(client: pg.PoolClient): PostgresSession {
  return {
    query: <Row>(statement: Statement, values: readonly SqlValue[] = []) =>
      queryOn<Row>(client, statement, values),
    run: async (text) => {
      await client.query(text);
    },
  };
}

async function queryOn<Row>(
  client: pg.PoolClient,
  { name, text }: Statement,
  values: readonly SqlValue[],
): Promise<readonly Row[]> {
  const { rows } = await client.query<Row & pg.QueryResultRow>({ name, text, values: [...values] });
  return rows;
}
