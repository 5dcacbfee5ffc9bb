/**
 * Every schema change in order. A file's user_version is the number of migrations it has had; each runs in a transaction of its own,
 * with the new number as its last statement, so that a crash leaves the schema before or after it.
 */
import type { SqliteDatabase } from '../../../sqlite/sqlite-file.ts';
import { createStore } from './0001-create-store.ts';

interface Migration {
  /** `NNNN-what-it-does`. */
  readonly name: string;
  readonly sql: string;
}

export const MIGRATIONS: readonly Migration[] = [createStore];

export const SCHEMA_VERSION = MIGRATIONS.length;

export function readSchemaVersion(db: SqliteDatabase): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Brings the schema up to SCHEMA_VERSION; another program may be doing the same. */
export function migrate(db: SqliteDatabase): void {
  for (const [index, migration] of MIGRATIONS.entries()) {
    db.transaction(() => {
      if (readSchemaVersion(db) !== index) return;
      db.exec(migration.sql);
      db.pragma(`user_version = ${index + 1}`);
    }).immediate();
  }
}
