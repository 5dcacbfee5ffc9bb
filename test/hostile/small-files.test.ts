/** Attack: the files beside vault and store are changed: the pepper's file, the usage, the server's address. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createStoreKeysFile, openStoreKeysFile } from '../../src-core/pepper/file-store-keys.ts';
import { makeStoreKeys } from '../../src-core/pepper/make-store-keys.ts';
import { encodeStoreKeys } from '../../src-core/pepper/store-keys-document.ts';
import { newId, systemRandom } from '../../src-core/runtime/random.ts';
import { SecretText } from '../../src-core/secret/secret-bytes.ts';
import { openSqliteFile } from '../../src-core/sqlite/sqlite-file.ts';
import { readLatestInstant, readUse } from '../../src-core/usage/read-usage.ts';
import { createUsageWriter } from '../../src-core/usage/usage-writer.ts';
import { writeServerFiles } from '../../src-server/server-files.ts';
import type { VersionId } from '../../src-shared/ids/ids.ts';
import { memoryFolder } from '../memory-folder.ts';
import { scaled, scaledTimeoutMs } from '../scale.ts';
import { mutateDatabase, mutateText } from './byte-mutations.ts';
import { runHostile, WrongAnswer } from './hostile-run.ts';
import { removeDatabase } from './hostile-vault.ts';

const CASES = Math.max(1_000, scaled(1_000));
const TIMEOUT = { timeout: scaledTimeoutMs(3_600_000) };
const folder = memoryFolder();
afterAll(() => folder.remove());

describe('a file of store keys whose bytes were changed', () => {
  it('gives the keys it was made with, or is unavailable; never others', TIMEOUT, async () => {
    const keys = makeStoreKeys(newId('sto', systemRandom), systemRandom);
    const document = encodeStoreKeys(keys).expose();
    const path = join(folder.path, 'store.keys');
    await createStoreKeysFile(path, keys);
    const report = await runHostile({
      title: 'mutated store keys',
      cases: CASES,
      original: readFileSync(path),
      mutate: mutateText,
      read: async (bytes) => {
        writeFileSync(path, bytes);
        const loaded = await openStoreKeysFile(path, keys.storeId).load();
        if (encodeStoreKeys(loaded).expose() !== document) throw new WrongAnswer('other keys');
        return 'same keys';
      },
    });
    expect(report.faults).toEqual([]);
    expect(Array.from(report.outcomes.keys()).toSorted()).toEqual([
      'pepper/unavailable',
      'same keys',
    ]);
  });

  it('would give other keys without its sum (control)', TIMEOUT, async () => {
    const keys = makeStoreKeys(newId('sto', systemRandom), systemRandom);
    const pepperOf = (text: string): unknown =>
      (JSON.parse(text) as { auditKey: unknown }).auditKey;
    const original = Buffer.from(encodeStoreKeys(keys).expose());
    const report = await runHostile({
      title: 'mutated store keys, unchecked',
      cases: 600,
      original,
      mutate: mutateText,
      read: (bytes) => {
        if (pepperOf(bytes.toString()) !== pepperOf(original.toString())) {
          throw new WrongAnswer('another key');
        }
        return 'same';
      },
    });
    expect(report.faults.filter((fault) => fault.includes('another key')).length).toBeGreaterThan(
      5,
    );
  });
});

describe('a usage file whose bytes were changed', () => {
  const path = join(folder.path, 'usage.db');
  const quiet = () => undefined;
  const silent = { debug: quiet, info: quiet, warn: quiet, error: quiet };

  function recordUse(): void {
    const usage = createUsageWriter({ path, log: silent, latestMs: () => 1_800_000_000_000 });
    for (let index = 0; index < 40; index += 1) {
      const versionId = `version${String(index).padStart(5, '0')}` as VersionId;
      const keyId = newId('key', systemRandom);
      usage.record({ keyId, versionId, outcome: 'valid', atMs: 1_800_000_000_000 + index });
    }
    usage.close();
  }

  it('is read, refused with a code, and never stops the writer', TIMEOUT, async () => {
    recordUse();
    const db = openSqliteFile(path, { area: 'usage', mode: 'write' });
    db.pragma('journal_mode = DELETE');
    db.close();
    const report = await runHostile({
      title: 'mutated usage',
      cases: CASES,
      original: readFileSync(path),
      mutate: mutateDatabase,
      read: (bytes) => {
        removeDatabase(path);
        writeFileSync(path, bytes);
        recordUse();
        const latest: unknown = readLatestInstant(path);
        if (!Number.isSafeInteger(latest)) throw new WrongAnswer(`latest ${String(latest)}`);
        for (const { firstMs, lastMs } of readUse(path).values()) {
          const isWhole = [firstMs, lastMs].every((value) => Number.isSafeInteger(value));
          if (!isWhole) throw new WrongAnswer('an instant that is none');
        }
        return 'read';
      },
    });
    expect(report.faults).toEqual([]);
    expect(report.outcomes.get('read')).toBeGreaterThan(CASES / 4);
    expect(report.outcomes.get('store/damaged')).toBeGreaterThan(CASES / 20);
  });
});

describe('a server file whose bytes were changed', () => {
  it('is left to whoever changed it, without an error', TIMEOUT, async () => {
    const facts = {
      url: 'http://127.0.0.1:4280',
      urls: ['http://127.0.0.1:4280'],
      port: 4_280,
      pid: 1,
      startedAt: '2026-01-01T00:00:00.000Z',
    };
    const dir = join(folder.path, 'run');
    await mkdir(dir, { mode: 0o700 });
    const write = () => writeServerFiles(dir, facts, new SecretText('t'.repeat(43)));
    const original = readFileSync(write().serverFile);
    const report = await runHostile({
      title: 'mutated server files',
      cases: CASES,
      original,
      mutate: mutateText,
      read: (bytes) => {
        const files = write();
        writeFileSync(files.serverFile, bytes);
        files.remove();
        const isOwn = bytes.toString('utf8') === original.toString('utf8');
        if (existsSync(files.serverFile) === isOwn) throw new WrongAnswer('removed or left');
        rmSync(files.serverFile, { force: true });
        return isOwn ? 'removed' : 'left';
      },
    });
    expect(report.faults).toEqual([]);
    expect(report.outcomes.get('left')).toBeGreaterThan(CASES / 2);
  });
});
