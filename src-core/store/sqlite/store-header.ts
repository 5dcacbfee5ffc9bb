/**
 * Which file this is, before anything else is read of it: application_id 0x4B575331 ("KWS1"), the schema version, the store's id.
 * Refuses a foreign file, a newer schema and a file that claims to be a store and is none.
 */
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import { isId, type StoreId } from '../../../src-shared/ids/ids.ts';
import { guardSqlite, openSqliteFile, type SqliteDatabase } from '../../sqlite/sqlite-file.ts';
import { readSchemaVersion, SCHEMA_VERSION } from './migrations/migrations.ts';

export const STORE_APPLICATION_ID = 0x4b575331;

export interface StoreHeader {
  readonly id: StoreId;
  readonly schemaVersion: number;
  readonly createdAtMs: number;
}

/** Reads the header alone; needs no keys. Throws store/not-found, store/foreign, store/newer, store/damaged. */
export function readStoreHeader(path: string): StoreHeader {
  const db = openSqliteFile(path, { area: 'store', mode: 'read' });
  try {
    return readHeader(db, path);
  } finally {
    db.close();
  }
}

/** As readStoreHeader, on an open file. */
export function readHeader(db: SqliteDatabase, path: string): StoreHeader {
  return guardSqlite('store', path, () => {
    if (db.pragma('application_id', { simple: true }) !== STORE_APPLICATION_ID) {
      throw new KeywrightError('store/foreign', `${path} is not a Keywright store`);
    }
    const schemaVersion = readSchemaVersion(db);
    if (schemaVersion > SCHEMA_VERSION) {
      throw new KeywrightError(
        'store/newer',
        `${path} has schema ${schemaVersion}; this program knows ${SCHEMA_VERSION}`,
      );
    }
    const row = schemaVersion < 1 ? undefined : readMeta(db, path);
    if (typeof row?.store_id !== 'string' || !isId('sto', row.store_id)) {
      throw new KeywrightError('store/damaged', `${path} does not say which store it is`);
    }
    return { id: row.store_id, schemaVersion, createdAtMs: row.created_at_ms };
  });
}

interface MetaRow {
  readonly store_id: string;
  readonly created_at_ms: number;
}

function readMeta(db: SqliteDatabase, path: string): MetaRow | undefined {
  try {
    return db.prepare<[], MetaRow>('SELECT store_id, created_at_ms FROM meta WHERE id = 1').get();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'SQLITE_ERROR') throw error;
    throw new KeywrightError('store/damaged', `${path} lacks its tables`, { cause: error });
  }
}
