/** The files of one world, in memory; each world starts from the same store, made once and copied. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '../../src-core/runtime/random.ts';
import { keepStatements } from '../../src-core/sqlite/keep-statements.ts';
import type { SqliteDatabase } from '../../src-core/sqlite/sqlite-file.ts';
import { createSqliteStore } from '../../src-core/store/sqlite/create-sqlite-store.ts';
import { openUsageForReading } from '../../src-core/usage/usage-file.ts';
import {
  CTX,
  fixedKeysSource,
  fixedPepper,
  newApi,
  STORE_ID,
  seededRandom,
  settableClock,
} from '../core/store/store-fixture.ts';
import { memoryFolder } from '../memory-folder.ts';

export interface SimFiles {
  readonly storeFile: string;
  readonly usageFile: string;
  readonly checkpointsFile: string;
  /** What latestInstantOrZero(usageFile) says, asked through a connection that stays open. */
  latestSeenMs(): number;
  remove(): void;
}

export interface SimPlaces {
  /** Files of a new world, the store as the template has it. */
  make(): SimFiles;
  /** Number and time of the template's last event. */
  readonly head: { readonly seq: number; readonly atUs: number };
  remove(): void;
}

/** An API `acme` with two environments and the owner `team:payments`. */
export async function makeSimPlaces(): Promise<SimPlaces> {
  const folder = memoryFolder();
  const path = join(folder.path, 'template.db');
  const random = seededRandom('simulation template');
  const store = await createSqliteStore(
    { path, id: STORE_ID, pepper: fixedPepper(), ctx: CTX },
    { clock: settableClock(), random, keys: fixedKeysSource(), checkpointsFile: null },
  );
  await store.createApi(newApi(random), CTX);
  await store.createOwner({ id: newId('own', random), kind: 'team', name: 'payments' }, CTX);
  const head = await store.head();
  await store.close();
  const template = readFileSync(path);
  let count = 0;
  return {
    head,
    make: () => {
      count += 1;
      const at = (name: string): string => join(folder.path, `${count}-${name}`);
      const files = [at('store.db'), at('usage.db'), at('checkpoints')] as const;
      const usage = new UsageTime(files[1]);
      writeFileSync(files[0], template, { mode: 0o600 });
      return {
        storeFile: files[0],
        usageFile: files[1],
        checkpointsFile: files[2],
        latestSeenMs: () => usage.latestSeenMs(),
        remove: () => {
          usage.close();
          for (const file of files) {
            for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
          }
        },
      };
    },
    remove: () => folder.remove(),
  };
}

/** The latest instant in a usage file, once there is one. */
class UsageTime {
  readonly #path: string;
  #db: SqliteDatabase | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  latestSeenMs(): number {
    if (this.#db === null) {
      const db = openUsageForReading(this.#path);
      if (db === null) return 0;
      this.#db = keepStatements(db);
    }
    const query = this.#db.prepare<[], number>('SELECT latest_ms FROM seen_time').pluck();
    return query.get() ?? 0;
  }

  close(): void {
    this.#db?.close();
  }
}
