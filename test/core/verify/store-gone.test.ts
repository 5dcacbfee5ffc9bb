/** A store that cannot be asked is an error, never an outcome of the key; and it is asked again as soon as it is back. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteFile } from '../../../src-core/sqlite/sqlite-file.ts';
import type { VerificationReader } from '../../../src-core/store/verification-store.ts';
import { createReopeningReader } from '../../../src-core/verify/reopening-reader.ts';
import type { Verifier } from '../../../src-core/verify/verifier.ts';
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import { codeOfAsync } from '../../code-of.ts';
import { openVerifyBench, type VerifyBench } from './verify-bench.ts';

let bench: VerifyBench;
let verifier: Verifier;
let token: string;

beforeEach(async () => {
  bench = await openVerifyBench();
  verifier = bench.verifier();
  ({ token } = await bench.issue());
  await verifier.verify({ token });
});
afterEach(() => bench.close());

const codeOfVerify = (): Promise<unknown> => codeOfAsync(() => verifier.verify({ token }));

describe('a store that cannot be asked', () => {
  it('is unavailable while its file is away, and answers once it is back', async () => {
    renameSync(bench.storeFile, `${bench.storeFile}.away`);
    expect(await codeOfVerify()).toBe('store/unavailable');
    expect(await codeOfVerify()).toBe('store/unavailable');
    renameSync(`${bench.storeFile}.away`, bench.storeFile);
    expect((await verifier.verify({ token })).outcome).toBe('valid');
  });

  it('is unavailable where another file lies in its place', async () => {
    renameSync(bench.storeFile, `${bench.storeFile}.away`);
    writeFileSync(bench.storeFile, 'not a store');
    expect(await codeOfVerify()).toBe('store/unavailable');
    rmSync(bench.storeFile);
    renameSync(`${bench.storeFile}.away`, bench.storeFile);
    expect((await verifier.verify({ token })).outcome).toBe('valid');
  });

  it('takes a restored copy for what it is, and serves nothing it read from the file before', async () => {
    verifier = bench.verifier({ reader: createReopeningReader(() => bench.reader()) });
    const copy = `${bench.storeFile}.copy`;
    const db = openSqliteFile(bench.storeFile, { area: 'store', mode: 'read' });
    db.exec(`VACUUM INTO '${copy}'`);
    db.close();
    const later = await bench.issue();
    expect((await verifier.verify({ token: later.token })).outcome).toBe('valid');
    expect((await verifier.verify({ token })).outcome).toBe('valid');
    for (const suffix of ['', '-wal', '-shm']) rmSync(bench.storeFile + suffix, { force: true });
    expect(await codeOfVerify()).toBe('store/unavailable');
    renameSync(copy, bench.storeFile);
    expect((await verifier.verify({ token: later.token })).outcome).toBe('unknown');
    expect((await verifier.verify({ token })).outcome).toBe('valid');
  });

  it('changes its mark with every opening, also where the files agree on theirs', () => {
    let isGone = false;
    const readers = [bench.reader(), bench.reader()];
    const reader = createReopeningReader(() => {
      const opened = readers.pop() ?? bench.reader();
      const mark = (): number => {
        if (isGone && readers.length === 1) throw new Error('gone');
        return 7;
      };
      return { ...opened, storeId: opened.storeId, changeMark: mark, close: () => undefined };
    });
    const before = reader.changeMark();
    expect(reader.changeMark()).toBe(before);
    isGone = true;
    expect(reader.changeMark()).not.toBe(before);
  });

  it('is unavailable where another store lies in its place', async () => {
    verifier = bench.verifier({ reader: createReopeningReader(() => bench.reader()) });
    const other = await openVerifyBench();
    await other.store.close();
    renameSync(bench.storeFile, `${bench.storeFile}.away`);
    renameSync(other.storeFile, bench.storeFile);
    expect(await codeOfVerify()).toBe('store/unavailable');
    renameSync(`${bench.storeFile}.away`, bench.storeFile);
    expect((await verifier.verify({ token })).outcome).toBe('valid');
  });

  it('turns every fault of the reader into an error of status 503', async () => {
    const faults = [
      new Error('surprise'),
      new KeywrightError('store/not-found', 'gone'),
      new KeywrightError('store/damaged', 'broken'),
      new KeywrightError('store/newer', 'newer'),
    ];
    const methods = ['changeMark', 'readFeed', 'readVersion'] as const;
    for (const fault of faults) {
      for (const method of methods) {
        verifier = bench.verifier({ reader: failing(bench.reader(), method, fault) });
        expect([method, await codeOfVerify()]).toEqual([method, 'store/unavailable']);
      }
    }
    const busy = new KeywrightError('store/busy', 'busy');
    verifier = bench.verifier({ reader: failing(bench.reader(), 'readFeed', busy) });
    expect(await codeOfVerify()).toBe('store/busy');
  });
});

function failing(
  reader: VerificationReader,
  method: 'changeMark' | 'readFeed' | 'readVersion',
  fault: Error,
): VerificationReader {
  return {
    storeId: reader.storeId,
    changeMark: () => reader.changeMark(),
    readFeed: (afterSeq, limit) => reader.readFeed(afterSeq, limit),
    readVersion: (versionId) => reader.readVersion(versionId),
    close: () => reader.close(),
    [method]: () => {
      throw fault;
    },
  };
}
