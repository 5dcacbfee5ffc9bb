/** Opens a store that exists. No key is asked for: listing works where the pepper's place does not answer. */
import type { VerificationStore } from '../verification-store.ts';
import { SqliteVerificationStore } from './sqlite-verification-store.ts';
import { StoreFile } from './store-file.ts';
import { openSession, type SqliteStoreDeps } from './store-session.ts';

/** Throws store/not-found, store/foreign, store/newer, store/damaged, store/read-only. */
export async function openSqliteStore(
  path: string,
  deps: SqliteStoreDeps,
): Promise<VerificationStore> {
  return new SqliteVerificationStore(openSession(new StoreFile(path), deps));
}
