/**
 * A disk that takes no more, at every size from nothing on: the writes of a mutation fail inside the operating system, torn where the
 * limit lies. Each time the code is a disk's, and the store is as before; once the mutation is acknowledged, it is there.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { StoreBench } from '../conformance/store-under-test.ts';
import { CTX, newApi } from '../store-fixture.ts';
import { freshSqliteStore, type SqliteStoreUnderTest } from './sqlite-factory.ts';

const WRITER = fileURLToPath(new URL('./limited-writer.ts', import.meta.url));
const STEP_KIB = 8;

/** The outcome of one mutation where no file may grow beyond so many KiB. */
function mutateWithin(under: SqliteStoreUnderTest, limitKib: number | 'unlimited'): string {
  const script = `ulimit -f ${limitKib}; exec "$@"`;
  const run = spawnSync(
    'bash',
    ['-c', script, 'bash', process.execPath, WRITER, under.path, under.checkpointsFile],
    { encoding: 'utf8', env: { NODE_COMPILE_CACHE: `${under.folder}/compiled` } },
  );
  return run.stdout || run.stderr;
}

describe('a disk that is full', () => {
  it('at any size gives a typed error and the state before, until the mutation fits', async () => {
    const under = await freshSqliteStore();
    await under.store.createApi(newApi(under.random), CTX);
    await under.store.close();
    const pictureNow = async () => {
      const store = await under.openAgain();
      const picture = await new StoreBench({ ...under, store }).picture();
      await store.close();
      return picture;
    };
    const before = await pictureNow();
    const outcomes: string[] = [];
    let isDone = false;
    for (let limitKib = 0; !isDone; limitKib += STEP_KIB) {
      outcomes.push(mutateWithin(under, limitKib));
      isDone = outcomes.at(-1)?.startsWith('done') === true;
      const picture = await pictureNow();
      expect({ limitKib, isBefore: JSON.stringify(picture) === JSON.stringify(before) }).toEqual({
        limitKib,
        isBefore: !isDone,
      });
    }
    expect(outcomes.at(-1)).toBe('done keys:1');
    const refused = outcomes.slice(0, -1);
    expect(refused.length).toBeGreaterThan(4);
    expect(refused.filter((outcome) => !/^disk\/(full|failed)( keys:|$)/.test(outcome))).toEqual(
      [],
    );
    expect(refused).toContain('disk/failed keys:0');
    await under.remove();
  });
});
