/**
 * One mutation in a process whose files may not grow beyond a limit: says on stdout the code of what it met, or "done"; and then,
 * where the store had been opened, how many keys the same handle reads.
 * Arguments: store file, checkpoints file.
 */
import { writeSync } from 'node:fs';
import { systemClock } from '../../../../src-core/runtime/clock.ts';
import { openSqliteStore } from '../../../../src-core/store/sqlite/open-sqlite-store.ts';
import { codeOfAsync } from '../../../code-of.ts';
import { CTX, fixedKeysSource, newKey, seededRandom } from '../store-fixture.ts';

const [path = '', checkpointsFile = ''] = process.argv.slice(2);
const random = seededRandom('limited');
const deps = { clock: systemClock, random, keys: fixedKeysSource(), checkpointsFile };

async function told(work: () => Promise<unknown>): Promise<string> {
  const outcome = await codeOfAsync(work);
  const isReturned = typeof outcome === 'object' && outcome !== null && 'returned' in outcome;
  return isReturned ? String(outcome.returned) : String(outcome);
}

async function mutateOnce(): Promise<string> {
  const store = await openSqliteStore(path, deps);
  const [api] = await store.listApis();
  if (api === undefined) throw new Error('the store has no API');
  const mutation = await told(async () => {
    await store.issueKey(newKey(random, api.id), CTX);
    return 'done';
  });
  const keys = await told(async () => (await store.listKeys({})).length);
  return `${mutation} keys:${keys}`;
}

writeSync(1, await told(mutateOnce));
process.exit(0);
