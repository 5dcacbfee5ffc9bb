import { describe, expect, it } from 'vitest';
import {
  encodeInt64,
  encodeUint32,
  lengthPrefixed,
} from '../../../src-core/crypto/binary-fields.ts';
import { hmacSha256 } from '../../../src-core/crypto/hmac.ts';
import { SecretBytes } from '../../../src-core/secret/secret-bytes.ts';
import { openSqliteFile } from '../../../src-core/sqlite/sqlite-file.ts';
import { frameRow, ManifestItems, type StoredRow } from '../../../src-core/vault/manifest-item.ts';
import { RowAccess } from '../../../src-core/vault/row-access.ts';
import { readHeaderRows } from '../../../src-core/vault/vault-header.ts';
import { TABLE_NAMES, TABLES, type TableName } from '../../../src-core/vault/vault-rows.ts';
import { addEntries, CTX, makeVault, overview, temporaryFolder } from './vault-fixture.ts';

const KEY = Buffer.alloc(32, 7);

/** F(row) as docs/vault-format.md, "Manifest item", spells it out. */
function itemByTheBook(
  table: TableName,
  row: StoredRow,
  scope: { readonly vaultId: string; readonly epoch: number },
): string {
  const { key, clear, blobs } = TABLES[table];
  const plain = [...key, ...clear].map((column) => row[column] as string | number | Buffer);
  const parts = [
    table,
    scope.vaultId,
    encodeUint32(scope.epoch),
    ...plain.map((value) => (typeof value === 'number' ? encodeInt64(value) : value)),
    ...blobs.map((column) => {
      const blob = row[column] as Buffer;
      return Buffer.concat([blob.subarray(5, 61), blob.subarray(-16)]);
    }),
  ];
  return hmacSha256(KEY, [Buffer.from('kw/v1/item'), lengthPrefixed(parts)]).toString('latin1');
}

describe('a row without its ciphertexts', () => {
  it('is the same whether SQLite or we leave them out, and has the item of the whole row', async () => {
    const made = await makeVault();
    const [first, second] = addEntries(made.vault, 'a', 'b', 'c');
    if (first === undefined || second === undefined) throw new Error('no entries');
    const change = { expectedVersion: 1, overview: overview('a2'), secret: null, event: 'x.y' };
    made.vault.change(first, change, CTX);
    made.vault.trash(second, CTX);
    await made.vault.close();
    const db = openSqliteFile(made.path, { area: 'vault', mode: 'read' });
    const { meta } = readHeaderRows(db, made.path);
    const scope = { vaultId: meta.vault, epoch: meta.epoch };
    const rows = new RowAccess(db);
    const items = new ManifestItems(new SecretBytes(Buffer.from(KEY)), scope);
    const seen = new Map<TableName, number>();
    for (const table of TABLE_NAMES) {
      const framed = Array.from(rows.scanFramed(table));
      const whole = Array.from(rows.scan(table));
      expect(framed).toHaveLength(whole.length);
      for (const [index, row] of whole.entries()) {
        const ours = frameRow(table, row);
        const theirs = framed[index];
        if (theirs === undefined) throw new Error('no row');
        expect(ours).toMatchObject(theirs);
        const expected = itemByTheBook(table, row, scope);
        expect([items.itemOf(table, theirs), items.itemOf(table, ours)]).toEqual([
          expected,
          expected,
        ]);
      }
      seen.set(table, whole.length);
    }
    db.close();
    expect(Object.fromEntries(seen)).toMatchObject({ slots: 2, entries: 2, history: 1, trash: 1 });
  });

  it('has no item where a column is not of its type, though its bytes are the same', () => {
    const db = openSqliteFile(`${temporaryFolder()}/loose.db`, { area: 'vault', mode: 'create' });
    db.exec('CREATE TABLE audit (seq, hash, event)');
    const hash = Buffer.alloc(32, 0x61);
    const event = Buffer.concat([Buffer.of(1, 0, 0, 0, 1), Buffer.alloc(100, 0x61)]);
    const rows: [unknown, unknown, unknown][] = [
      [1, hash, event],
      [2, hash.toString('latin1'), event],
      [3, hash, event.toString('latin1')],
      [4, hash, event.subarray(0, 76)],
      [5, hash, null],
      [6, null, event],
      [7.5, hash, event],
      [8, hash, Buffer.concat([Buffer.of(2), event.subarray(1)])],
    ];
    const insert = db.prepare('INSERT INTO audit VALUES (?, ?, ?)');
    for (const row of rows) insert.run(...row);
    const access = new RowAccess(db);
    const scope = { vaultId: 'vlt_x' as never, epoch: 1 };
    const items = new ManifestItems(new SecretBytes(Buffer.from(KEY)), scope);
    const judge = (found: ReturnType<typeof frameRow>): boolean =>
      items.itemOf('audit', found) !== null;
    const whole = [true, ...Array.from({ length: 7 }, () => false)];
    expect(Array.from(access.scanFramed('audit'), judge)).toEqual(whole);
    const ours = Array.from(access.scan('audit'), (row) => judge(frameRow('audit', row)));
    expect(ours).toEqual(whole);
    db.close();
  });
});
