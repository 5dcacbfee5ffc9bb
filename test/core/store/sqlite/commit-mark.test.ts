/**
 * The mark says "changed" after every commit of any program: what a program has said to be committed is seen by whoever asks the mark
 * and reads again only where it has changed.
 */
import { fork } from 'node:child_process';
import { fstatSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteFile, type SqliteDatabase } from '../../../../src-core/sqlite/sqlite-file.ts';
import { type CommitMark, openCommitMark } from '../../../../src-core/store/sqlite/commit-mark.ts';
import {
  findWalIndexMark,
  hasCoherentReads,
} from '../../../../src-core/store/sqlite/wal-index-mark.ts';
import { scaled } from '../../../scale.ts';

const PROGRAM = fileURLToPath(new URL('committing-program.ts', import.meta.url));

let dir: string;
let path: string;
let writer: SqliteDatabase;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kw-mark-'));
  path = join(dir, 'store.db');
  writer = openSqliteFile(path, { area: 'store', mode: 'create' });
  writer.exec('CREATE TABLE probe (name TEXT PRIMARY KEY, number INTEGER NOT NULL)');
});
afterEach(() => {
  if (writer.open) writer.close();
  rmSync(dir, { recursive: true, force: true });
});

function openReader(): SqliteDatabase {
  const db = openSqliteFile(path, { area: 'store', mode: 'read' });
  db.prepare('SELECT count(*) FROM probe').get();
  onTestFinished(() => void db.close());
  return db;
}

function commit(number: number, db = writer): void {
  db.prepare("INSERT OR REPLACE INTO probe VALUES ('here', ?)").run(number);
}

/** Reads all numbers again where the mark has changed, as the record cache does; else answers from what it read before. */
function cachedNumbers(db: SqliteDatabase, mark: CommitMark): (name: string) => number {
  const read = db.prepare<[], { name: string; number: number }>('SELECT name, number FROM probe');
  let seen: number | null = null;
  let numbers = new Map<string, number>();
  return (name) => {
    const now = mark.current();
    if (now !== seen) numbers = new Map(read.all().map((row) => [row.name, row.number]));
    seen = now;
    return numbers.get(name) ?? 0;
  };
}

interface Told {
  readonly name: string;
  readonly number: number;
}

/** How often a cache under this mark answered with less than a program had said to be committed. */
async function staleAnswers(mark: (db: SqliteDatabase) => CommitMark): Promise<number> {
  const db = openReader();
  const numberOf = cachedNumbers(db, mark(db));
  let stale = 0;
  const commits = String(scaled(150));
  const programs = ['', 'PASSIVE', 'RESTART', 'TRUNCATE'].map((checkpoint, place) => {
    const child = fork(PROGRAM, [path, `program ${place}`, commits, checkpoint]);
    child.on('message', (told: Told) => {
      if (numberOf(told.name) < told.number) stale += 1;
    });
    return new Promise<number | null>((resolve) => child.on('exit', resolve));
  });
  expect(await Promise.all(programs)).toEqual([0, 0, 0, 0]);
  return stale;
}

describe('the commit mark', () => {
  it('misses no commit of four programs, with checkpoints of every kind in between', async () => {
    expect(await staleAnswers((db) => openCommitMark(db, path))).toBe(0);
  });

  it('control: a mark that looks away now and then is caught', async () => {
    const forgetful = (db: SqliteDatabase): CommitMark => {
      const mark = openCommitMark(db, path);
      let calls = 0;
      let last = mark.current();
      return {
        current: () => {
          calls += 1;
          if (calls % 3 === 0) last = mark.current();
          return last;
        },
      };
    };
    expect(await staleAnswers(forgetful)).toBeGreaterThan(0);
  });

  it('stays the same while nobody commits, whoever reads', () => {
    const mark = openCommitMark(openReader(), path);
    const before = mark.current();
    writer.prepare('SELECT * FROM probe').all();
    openReader().prepare('SELECT * FROM probe').all();
    writer.exec('BEGIN IMMEDIATE; ROLLBACK');
    expect(mark.current()).toBe(before);
  });

  it.each(['PASSIVE', 'FULL', 'RESTART', 'TRUNCATE'])(
    'changes with every commit after a checkpoint %s, and never comes back to what it was',
    (kind) => {
      const mark = openCommitMark(openReader(), path);
      const marks = [mark.current()];
      for (let number = 1; number <= 20; number += 1) {
        writer.pragma(`wal_checkpoint(${kind})`);
        commit(number);
        marks.push(mark.current());
      }
      expect(new Set(marks).size).toBe(21);
    },
  );

  it('says whatever data_version says, over many small histories', () => {
    const db = openReader();
    const mark = openCommitMark(db, path);
    const dataVersion = openReader().prepare<[], number>('PRAGMA data_version').pluck();
    let [seenMark, seenVersion] = [mark.current(), dataVersion.get()];
    const acts = [
      () => commit(1),
      () => writer.pragma('wal_checkpoint(TRUNCATE)'),
      () => writer.pragma('wal_checkpoint(RESTART)'),
      () => writer.exec('BEGIN IMMEDIATE; ROLLBACK'),
      () => writer.exec("BEGIN; INSERT OR REPLACE INTO probe VALUES ('x', 1); ROLLBACK"),
      () => openReader(),
      () => undefined,
    ];
    const missed: number[] = [];
    for (let round = 0; round < scaled(400); round += 1) {
      acts[(round * 7_919 + (round >> 3)) % acts.length]?.();
      const [nowMark, nowVersion] = [mark.current(), dataVersion.get()];
      if (nowVersion !== seenVersion && nowMark === seenMark) missed.push(round);
      [seenMark, seenVersion] = [nowMark, nowVersion];
    }
    expect(missed).toEqual([]);
  });

  it('is of no use to a store that is not in WAL mode, and takes the index up once it is', () => {
    writer.pragma('journal_mode = DELETE');
    const db = openReader();
    expect(findWalIndexMark(path)).toBeNull();
    const mark = openCommitMark(db, path);
    const marks = [mark.current()];
    commit(1);
    marks.push(mark.current());
    writer.pragma('journal_mode = WAL');
    for (let number = 2; number < 6; number += 1) {
      commit(number);
      marks.push(mark.current());
    }
    expect(new Set(marks).size).toBe(6);
  });

  it.runIf(hasCoherentReads(tmpdir()))(
    'reads through the descriptor that SQLite holds: closing one of its own would drop the locks of this process',
    () => {
      openReader();
      const before = descriptorsOfIndex();
      expect(findWalIndexMark(path)?.hasChanged()).toBe(true);
      expect(descriptorsOfIndex()).toEqual(before);
      expect(before.length).toBeGreaterThan(0);
    },
  );
});

function descriptorsOfIndex(): string[] {
  const { ino } = statSync(`${path}-shm`);
  return readdirSync('/proc/self/fd').filter((name) => {
    try {
      return fstatSync(Number(name)).ino === ino;
    } catch {
      return false;
    }
  });
}
