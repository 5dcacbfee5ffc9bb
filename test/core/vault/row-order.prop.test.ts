import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSqliteFile } from '../../../src-core/sqlite/sqlite-file.ts';
import { isAfter } from '../../../src-core/vault/row-order.ts';
import { temporaryFolder } from './vault-fixture.ts';

/** Texts that differ late, and near the place where UTF-16 and UTF-8 order differently. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc
    .array(fc.constantFrom('a', 'b', '￿', '\u{10000}', '퟿', ''), { maxLength: 4 })
    .map((parts) => parts.join('')),
);

describe('the order of rows', () => {
  it('is that of the bytes of their texts', () => {
    fc.assert(
      fc.property(text, text, (left, right) => {
        const order = Buffer.compare(Buffer.from(left), Buffer.from(right));
        expect(isAfter('settings', { name: left }, { name: right })).toBe(order > 0);
      }),
    );
  });

  it('looks at the second column only where the first is the same', () => {
    const row = (id: string, version: number) => ({ id, version });
    expect(isAfter('history', row('a', 2), row('a', 1))).toBe(true);
    expect(isAfter('history', row('a', 1), row('a', 1))).toBe(false);
    expect(isAfter('history', row('a', 1), row('a', 2))).toBe(false);
    expect(isAfter('history', row('b', 1), row('a', 2))).toBe(true);
  });

  it('is the order in which SQLite hands them out', () => {
    const path = `${temporaryFolder()}/order.db`;
    const db = openSqliteFile(path, { area: 'vault', mode: 'create' });
    db.exec('CREATE TABLE settings (name TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID');
    const insert = db.prepare('INSERT OR IGNORE INTO settings VALUES (?)');
    for (const name of fc.sample(text, 300)) {
      if (name.isWellFormed() && !name.includes('\0')) insert.run(name);
    }
    const rows = db.prepare('SELECT name FROM settings ORDER BY name').all() as { name: string }[];
    db.close();
    expect(rows.length).toBeGreaterThan(50);
    for (const [index, row] of rows.entries()) {
      const before = rows[index - 1];
      if (before !== undefined) expect(isAfter('settings', row, before)).toBe(true);
    }
  });
});
