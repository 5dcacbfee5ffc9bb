/** Fresh SQLite stores for the conformance suite and the tests of this adapter. */
import { join } from 'node:path';
import { createSqliteStore } from '../../../../src-core/store/sqlite/create-sqlite-store.ts';
import { openSqliteStore } from '../../../../src-core/store/sqlite/open-sqlite-store.ts';
import { openSqliteReader } from '../../../../src-core/store/sqlite/sqlite-verification-reader.ts';
import type { SqliteStoreDeps } from '../../../../src-core/store/sqlite/store-session.ts';
import type { VerificationReader } from '../../../../src-core/store/verification-store.ts';
import type { StoreUnderTest } from '../conformance/store-under-test.ts';
import {
  CTX,
  fixedKeysSource,
  fixedPepper,
  STORE_ID,
  seededRandom,
  settableClock,
  throwawayFolder,
} from '../store-fixture.ts';

export interface SqliteStoreUnderTest extends StoreUnderTest {
  openReader(): Promise<VerificationReader>;
  readonly folder: string;
  readonly path: string;
  readonly checkpointsFile: string;
  readonly deps: SqliteStoreDeps;
}

export async function freshSqliteStore(
  change: Partial<SqliteStoreDeps> = {},
): Promise<SqliteStoreUnderTest> {
  const folder = throwawayFolder();
  const path = join(folder.path, 'store.db');
  const checkpointsFile = join(folder.path, 'store.checkpoints');
  const clock = settableClock();
  const random = seededRandom('conformance');
  const deps = { clock, random, keys: fixedKeysSource(), checkpointsFile, ...change };
  const store = await createSqliteStore(
    { path, id: STORE_ID, pepper: fixedPepper(), ctx: CTX },
    deps,
  );
  return {
    store,
    clock,
    random,
    folder: folder.path,
    path,
    checkpointsFile,
    deps,
    openAgain: () => openSqliteStore(path, deps),
    openReader: async () => openSqliteReader(path),
    remove: async () => {
      await store.close();
      folder.remove();
    },
  };
}
