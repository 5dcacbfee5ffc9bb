import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepStatements } from '../../../src-core/sqlite/keep-statements.ts';
import { openSqliteFile, type SqliteDatabase } from '../../../src-core/sqlite/sqlite-file.ts';
import { throwawayFolder } from '../store/store-fixture.ts';

describe('kept statements', () => {
  let folder: ReturnType<typeof throwawayFolder>;
  let db: SqliteDatabase;
  beforeEach(() => {
    folder = throwawayFolder();
    db = openSqliteFile(`${folder.path}/kept.db`, { area: 'store', mode: 'create' });
    db.exec('CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1)');
  });
  afterEach(() => {
    db.close();
    folder.remove();
  });

  it('are prepared once for each text, and seen to be prepared anew without', () => {
    expect(db.prepare('SELECT n FROM t')).not.toBe(db.prepare('SELECT n FROM t'));
    const kept = keepStatements(db);
    expect(kept.prepare('SELECT n FROM t')).toBe(kept.prepare('SELECT n FROM t'));
    expect(kept.prepare('SELECT n FROM t')).not.toBe(kept.prepare('SELECT n + 1 FROM t'));
  });

  it('go on after a change of the schema and a transaction that was undone', () => {
    const kept = keepStatements(db);
    const read = () => kept.prepare<[], { n: number }>('SELECT * FROM t').all();
    expect(read()).toEqual([{ n: 1 }]);
    kept.exec('ALTER TABLE t ADD COLUMN m INTEGER');
    expect(read()).toEqual([{ n: 1, m: null }]);
    const undone = kept.transaction(() => {
      kept.prepare('INSERT INTO t VALUES (?, ?)').run(2, 2);
      throw new Error('undone');
    });
    expect(() => undone()).toThrow('undone');
    expect(read()).toHaveLength(1);
  });

  it('are forgotten, oldest first, where there are too many', () => {
    const kept = keepStatements(db);
    const first = kept.prepare('SELECT n FROM t');
    for (let n = 0; n < 250; n += 1) kept.prepare(`SELECT ${n} FROM t`);
    expect(kept.prepare('SELECT n FROM t')).not.toBe(first);
    expect(kept.prepare('SELECT 249 FROM t')).toBe(kept.prepare('SELECT 249 FROM t'));
  });
});
