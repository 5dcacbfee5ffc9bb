/**
 * Keeps the statements of a connection: the same text gives the same prepared statement. Preparing one costs more than running it,
 * and a mutation runs some fifteen. Only for connections whose statements are run to their end at once (`run`, `get`, `all`), as a
 * statement that is still being iterated cannot be run again.
 */
import type { SqliteDatabase, SqliteStatement } from './sqlite-file.ts';

/** More texts than the store has; beyond it the oldest are forgotten, which costs time and nothing else. */
const MAX_KEPT = 200;

/** Gives back the same connection. Closing it ends the kept statements too. */
export function keepStatements(db: SqliteDatabase): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  const prepare = db.prepare.bind(db);
  const prepareOnce = (sql: string): SqliteStatement => {
    const known = kept.get(sql);
    if (known !== undefined) return known;
    const statement = prepare(sql);
    const [oldest] = kept.keys();
    if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(sql, statement);
    return statement;
  };
  return Object.assign(db, { prepare: prepareOnce as SqliteDatabase['prepare'] });
}
