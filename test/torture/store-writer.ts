/**
 * A program that writes to a store until it is killed, and says on stdout what was acknowledged to it, one version id a line.
 * Arguments: store file, checkpoints file, seed, and `after` or, for the control, `before`: when it says so.
 */
import { writeSync } from 'node:fs';
import { systemClock } from '../../src-core/runtime/clock.ts';
import { openSqliteStore } from '../../src-core/store/sqlite/open-sqlite-store.ts';
import type { VerificationStore } from '../../src-core/store/verification-store.ts';
import {
  CTX,
  fixedKeysSource,
  newKey,
  newVersion,
  seededRandom,
} from '../core/store/store-fixture.ts';

const [path = '', checkpointsFile = '', seed = '', when = 'after'] = process.argv.slice(2);
const random = seededRandom(seed);
const WHY = { code: 'unused', note: null } as const;

/** Commits `mutation`, and says the id that it must have left in the log; early only in the control. */
async function acknowledged(id: string, mutation: () => Promise<unknown>): Promise<void> {
  if (when === 'before') writeSync(1, `${id}\n`);
  await mutation();
  if (when === 'after') writeSync(1, `${id}\n`);
}

async function writeForEver(store: VerificationStore): Promise<never> {
  const [api] = await store.listApis();
  if (api === undefined) throw new Error('the store has no API');
  for (;;) {
    const key = newKey(random, api.id);
    await acknowledged(key.version.id, () => store.issueKey(key, CTX));
    const version = newVersion(random, key.id);
    const rotation = { keyId: key.id, version, graceMs: 60_000, isLeaked: false, expires: null };
    await acknowledged(version.id, () => store.rotateKey(rotation, CTX));
    await store.revokeVersion(key.version.id, WHY, CTX);
  }
}

const deps = { clock: systemClock, random, keys: fixedKeysSource(), checkpointsFile };
await writeForEver(await openSqliteStore(path, deps));
