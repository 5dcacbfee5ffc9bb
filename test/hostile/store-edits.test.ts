/**
 * Attack: whoever can write the store file gets past its CHECKs, as SQLite lets any writer do, and leaves rows that we never write.
 * Each edit ends in a typed error or an outcome; none makes a version usable that was not, and none hangs the verifier.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteFile } from '../../src-core/sqlite/sqlite-file.ts';
import { codeOfAsync } from '../code-of.ts';
import { memoryFolder } from '../memory-folder.ts';
import {
  checkHostileLog,
  type HostileStore,
  makeHostileStore,
  verifyOnHostileStore,
} from './hostile-store.ts';
import { removeDatabase } from './hostile-vault.ts';

const folder = memoryFolder();
let hostile: HostileStore;

beforeAll(async () => {
  hostile = await makeHostileStore(folder.path);
});
afterAll(() => folder.remove());

/** The file after the statement ran with every check of SQLite off, STRICT columns included. */
function edited(sql: string): Buffer {
  const path = join(folder.path, 'edited.db');
  removeDatabase(path);
  writeFileSync(path, hostile.bytes);
  const db = openSqliteFile(path, { area: 'store', mode: 'write' });
  db.unsafeMode(true);
  for (const pragma of ['foreign_keys = OFF', 'ignore_check_constraints = ON']) db.pragma(pragma);
  if (sql.includes('%')) dropStrict(db);
  db.exec(sql.replaceAll('%', ''));
  db.pragma('journal_mode = DELETE');
  db.close();
  return readFileSync(path);
}

function dropStrict(db: ReturnType<typeof openSqliteFile>): void {
  db.pragma('writable_schema = ON');
  db.exec(`UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE sql LIKE '%) STRICT'`);
  db.pragma('writable_schema = RESET');
}

const verified = (sql: string) => codeOfAsync(() => verifyOnHostileStore(hostile, edited(sql)));
const checked = (sql: string) => codeOfAsync(() => checkHostileLog(hostile, edited(sql)));

describe('the verifier', () => {
  it.each([
    ['a state that nobody knows', "UPDATE versions SET state = 'retireD'"],
    ['a hash of text', "%UPDATE versions SET hash = 'not bytes at all, but 32 letters.'"],
    ['a shorter hash', "UPDATE versions SET hash = x'00'"],
    ['a permission that is no list', "UPDATE keys SET permissions = '{}'"],
    ['a permission that is no JSON', "UPDATE keys SET permissions = '['"],
    ['a limit that is no limit', `UPDATE keys SET limits = '[{"name":1}]'`],
    ['an end at half a millisecond', '%UPDATE versions SET expires_at_ms = 0.5'],
    ['a key without its API', 'DELETE FROM apis'],
    ['a key without its owner', 'DELETE FROM owners'],
    ['a version without its pepper', 'DELETE FROM peppers'],
    ['no head', 'DELETE FROM head'],
  ])('cannot be asked where the file has %s', async (_name, sql) => {
    expect(await verified(sql)).toMatch(/^(store|pepper)\/(unavailable|damaged|foreign|mismatch)$/);
  });

  it.each([
    ['behind its log', 'UPDATE head SET seq = 1'],
    ['far behind its log', 'UPDATE head SET seq = -5'],
    ['ahead of its log', 'UPDATE head SET seq = 100000'],
    ['without its log', 'DELETE FROM audit'],
  ])('goes on where the head lies %s', async (_name, sql) => {
    expect(await verified(sql)).toEqual({ returned: 'revoked valid' });
  });
});

describe('the check of the log', () => {
  it.each([
    ['the head lies behind it', 'UPDATE head SET seq = 1'],
    ['the head lies ahead of it', 'UPDATE head SET seq = 100000'],
    ['it is gone', 'DELETE FROM audit'],
    ['an event has another number', 'UPDATE audit SET seq = seq + 100 WHERE seq = 3'],
    ['details are no JSON', "UPDATE audit SET details = '[' WHERE seq = 3"],
  ])('finds that %s', async (_name, sql) => {
    expect(await checked(sql)).toEqual({ returned: 'broken' });
  });

  it.each([
    ['an actor is bytes', "%UPDATE audit SET actor = x'05' WHERE seq = 3"],
    ['a mac is text', "%UPDATE audit SET mac = 'x' WHERE seq = 3"],
    ['a time is a fraction', '%UPDATE audit SET at_us = at_us + 0.5 WHERE seq = 3'],
    ['the head is gone', 'DELETE FROM head'],
    ['the hash of the head is text', "%UPDATE head SET hash = 'x'"],
  ])('says that the store is damaged where %s', async (_name, sql) => {
    expect(await checked(sql)).toBe('store/damaged');
  });

  it('calls the file whole that nobody edited (control)', async () => {
    expect(await checked('SELECT 1')).toEqual({ returned: 'whole' });
    expect(await verified('SELECT 1')).toEqual({ returned: 'revoked valid' });
  });
});
