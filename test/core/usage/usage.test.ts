import { mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Log } from '../../../src-core/log/log.ts';
import { openSqliteFile } from '../../../src-core/sqlite/sqlite-file.ts';
import {
  readHourlyUse,
  readLastUse,
  readLatestInstant,
  readUse,
} from '../../../src-core/usage/read-usage.ts';
import type { UsageEvent } from '../../../src-core/usage/usage-recorder.ts';
import { createUsageWriter, type UsageWriter } from '../../../src-core/usage/usage-writer.ts';
import type { KeyId, VersionId } from '../../../src-shared/ids/ids.ts';
import { codeOf } from '../../code-of.ts';
import { HOUR_MS, openVerifyBench, T0 } from '../verify/verify-bench.ts';

const KEY = 'key_0000000000000000000001' as KeyId;
const OLD = 'aaaaaaaaaaaa' as VersionId;
const NEW = 'bbbbbbbbbbbb' as VersionId;

let dir: string;
let path: string;
let warnings: string[];
let latestMs = T0;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kw-usage-'));
  path = join(dir, 'usage.db');
  warnings = [];
  latestMs = T0;
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(dir, { recursive: true, force: true });
});

function open(maxCells?: number): UsageWriter {
  const ignore = (): void => undefined;
  const log: Log = {
    debug: ignore,
    info: ignore,
    error: ignore,
    warn: (_facts, message) => warnings.push(message),
  };
  return createUsageWriter({
    path,
    log,
    latestMs: () => latestMs,
    ...(maxCells === undefined ? {} : { maxCells }),
  });
}

const use = (event: Partial<UsageEvent> = {}): UsageEvent => ({
  keyId: KEY,
  versionId: OLD,
  outcome: 'valid',
  atMs: T0,
  ...event,
});

const versionOf = (index: number): VersionId => String(index).padStart(12, 'v') as VersionId;

function sumOfCalls(): number {
  return readHourlyUse(path, KEY).reduce((sum, { calls }) => sum + calls, 0);
}

describe('usage', () => {
  it('keeps first and last valid use per version and key, and counts every outcome by the hour', () => {
    const usage = open();
    usage.record(use({ atMs: T0 + 5 }));
    usage.record(use({ atMs: T0 + 9 }));
    usage.record(use({ versionId: NEW, atMs: T0 + HOUR_MS }));
    usage.record(use({ outcome: 'rate-limited', atMs: T0 + HOUR_MS + 1 }));
    usage.flush();
    usage.record(use({ atMs: T0 + 2 }));
    usage.close();
    expect(Object.fromEntries(readUse(path))).toEqual({
      [OLD]: { firstMs: T0 + 2, lastMs: T0 + 9 },
      [NEW]: { firstMs: T0 + HOUR_MS, lastMs: T0 + HOUR_MS },
      [KEY]: { firstMs: T0 + 2, lastMs: T0 + HOUR_MS },
    });
    expect(readLastUse(path).get(KEY)).toBe(T0 + HOUR_MS);
    expect(readHourlyUse(path, KEY)).toEqual([
      { versionId: OLD, outcome: 'valid', hourMs: T0, calls: 3 },
      { versionId: OLD, outcome: 'rate-limited', hourMs: T0 + HOUR_MS, calls: 1 },
      { versionId: NEW, outcome: 'valid', hourMs: T0 + HOUR_MS, calls: 1 },
    ]);
  });

  it('reads as nothing used where there is no file yet', () => {
    expect(readLastUse(path).size).toBe(0);
    expect(readLatestInstant(path)).toBe(0);
    expect(readHourlyUse(path, KEY)).toEqual([]);
  });

  it('persists the latest instant, which never goes back', () => {
    const usage = open();
    latestMs = T0 + HOUR_MS;
    usage.flush();
    latestMs = T0;
    usage.close();
    expect(readLatestInstant(path)).toBe(T0 + HOUR_MS);
  });

  it('writes within a second of the first use, in one batch', () => {
    vi.useFakeTimers();
    const usage = open();
    usage.record(use());
    usage.record(use());
    vi.advanceTimersByTime(899);
    expect(readLastUse(path).size).toBe(0);
    vi.advanceTimersByTime(101);
    expect(readHourlyUse(path, KEY)[0]?.calls).toBe(2);
    usage.close();
  });

  it('lets others have their turn between slices of at most 400 rows, and counts what comes meanwhile', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const usage = open();
    const versions = Array.from({ length: 1_000 }, (_, index) => versionOf(index));
    for (const versionId of versions) usage.record(use({ versionId }));
    vi.advanceTimersByTime(900);
    const rows = (): number => {
      const versionsUsed = [...readLastUse(path).keys()].filter((id) => id !== KEY).length;
      return versionsUsed + readHourlyUse(path, KEY).length;
    };
    const steps = [rows()];
    usage.record(use({ versionId: versionOf(0), atMs: T0 + 7 }));
    for (let turn = 0; turn < 8; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      steps.push(rows());
    }
    const growths = steps.map((step, index) => step - (steps[index - 1] ?? 0));
    expect(Math.max(...growths)).toBeLessThanOrEqual(400);
    expect(steps.at(-1)).toBe(2_000);
    expect(usage.figures()).toMatchObject({ pendingCells: 1, lostEvents: 0 });
    vi.advanceTimersByTime(900);
    expect(readLastUse(path).get(versionOf(0))).toBe(T0 + 7);
    expect(sumOfCalls()).toBe(1_001);
    usage.close();
  });

  it('counts nothing twice and nothing less when a slice fails in the middle', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    for (let good = 0; good < 6; good += 1) {
      rmSync(path, { force: true });
      const usage = open();
      for (let index = 0; index < 1_000; index += 1) {
        usage.record(use({ versionId: versionOf(index) }));
      }
      vi.advanceTimersByTime(900);
      for (let turn = 0; turn < good; turn += 1) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      const other = openSqliteFile(path, { area: 'usage', mode: 'write' });
      other.exec('BEGIN IMMEDIATE');
      expect(usage.flush()).toBe(false);
      usage.record(use({ versionId: versionOf(0) }));
      other.exec('ROLLBACK');
      other.close();
      usage.close();
      expect(sumOfCalls()).toBe(1_001);
      expect(readLastUse(path).size).toBe(1_001);
    }
  });

  it('makes the file private', () => {
    open().close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('adds up what two writers saw', () => {
    const [one, two] = [open(), open()];
    one.record(use());
    two.record(use());
    one.close();
    two.close();
    expect(readHourlyUse(path, KEY)[0]?.calls).toBe(2);
  });

  it('keeps what could not be written, says so once, and writes it when it can', () => {
    writeFileSync(path, 'not a database, but long enough to be read as one'.repeat(20));
    const usage = open();
    usage.record(use());
    expect([usage.flush(), usage.flush()]).toEqual([false, false]);
    usage.record(use());
    expect(usage.figures()).toMatchObject({ failedWrites: 2, lostEvents: 0, pendingCells: 1 });
    expect(warnings).toHaveLength(1);
    rmSync(path);
    expect(usage.flush()).toBe(true);
    usage.close();
    expect(readHourlyUse(path, KEY)[0]?.calls).toBe(2);
  });

  it('waits for no other writer of its file, and loses nothing to it', () => {
    open().close();
    const other = openSqliteFile(path, { area: 'usage', mode: 'write' });
    other.exec('BEGIN IMMEDIATE');
    const usage = open();
    usage.record(use());
    expect(usage.flush()).toBe(false);
    other.exec('ROLLBACK');
    other.close();
    expect(usage.flush()).toBe(true);
    usage.close();
    expect(readHourlyUse(path, KEY)[0]?.calls).toBe(1);
  });

  it('is bounded: past its cells it counts what is lost', () => {
    const usage = open(2);
    for (let hour = 0; hour < 5; hour += 1) usage.record(use({ atMs: T0 + hour * HOUR_MS }));
    expect(usage.figures()).toMatchObject({ pendingCells: 2, lostEvents: 3 });
    usage.close();
  });

  it('refuses a file of another program or a newer schema', () => {
    const foreign = openSqliteFile(path, { area: 'usage', mode: 'create' });
    foreign.exec('CREATE TABLE t (x)');
    foreign.close();
    expect(codeOf(() => readLastUse(path))).toBe('store/foreign');
    rmSync(path);
    open().close();
    const newer = openSqliteFile(path, { area: 'usage', mode: 'write' });
    newer.pragma('user_version = 2');
    newer.close();
    expect(codeOf(() => readLastUse(path))).toBe('store/newer');
  });

  it('finishes a file that was made but not filled', () => {
    openSqliteFile(path, { area: 'usage', mode: 'create' }).close();
    expect(readLastUse(path).size).toBe(0);
    const usage = open();
    usage.record(use());
    usage.close();
    expect(readLastUse(path).get(OLD)).toBe(T0);
  });

  it('never refuses a verification, whatever becomes of its file', async () => {
    const bench = await openVerifyBench();
    writeFileSync(path, 'broken');
    const usage = open();
    const verifier = bench.verifier({ usage });
    const { token, key } = await bench.issue();
    expect((await verifier.verify({ token })).outcome).toBe('valid');
    usage.flush();
    renameSync(path, `${path}.broken`);
    expect((await verifier.verify({ token })).outcome).toBe('valid');
    usage.close();
    expect(readHourlyUse(path, key.id)[0]?.calls).toBe(2);
    await bench.close();
  });
});
