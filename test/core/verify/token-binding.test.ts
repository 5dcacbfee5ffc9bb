/** What a writer to the database can and cannot do, and what a wrong or missing pepper means. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeStoreKeys } from '../../../src-core/pepper/make-store-keys.ts';
import type { StoreKeys } from '../../../src-core/pepper/store-keys.ts';
import { newId, systemRandom } from '../../../src-core/runtime/random.ts';
import { SecretBytes } from '../../../src-core/secret/secret-bytes.ts';
import { openSqliteFile, type SqliteDatabase } from '../../../src-core/sqlite/sqlite-file.ts';
import { codeOf, codeOfAsync } from '../../code-of.ts';
import { forgedTokens } from './forged-tokens.ts';
import { openVerifyBench, type VerifyBench } from './verify-bench.ts';

let bench: VerifyBench;

beforeEach(async () => {
  bench = await openVerifyBench();
});
afterEach(() => bench.close());

/** As a program that may write the store file, but has no pepper. */
function editStore(edit: (db: SqliteDatabase) => void): void {
  const db = openSqliteFile(bench.storeFile, { area: 'store', mode: 'write' });
  try {
    edit(db);
  } finally {
    db.close();
  }
}

describe('token binding', () => {
  it('attack: a hash moved to another key verifies nothing', async () => {
    const [mine, theirs] = [
      await bench.issue({ permissions: ['a.b'] }),
      await bench.issue({ permissions: ['**'] }),
    ];
    editStore((db) => {
      const hash = db.prepare('SELECT hash FROM versions WHERE id = ?').pluck().get(mine.versionId);
      db.prepare('UPDATE versions SET hash = ? WHERE id = ?').run(hash, theirs.versionId);
    });
    const verifier = bench.verifier();
    const forged = forgedTokens(mine.token, theirs.token);
    for (const token of [
      theirs.token,
      forged['id of another key'] ?? '',
      forged['secret of another key'] ?? '',
    ]) {
      expect((await verifier.verify({ token })).outcome).toBe('unknown');
    }
    expect((await verifier.verify({ token: mine.token })).outcome).toBe('valid');
  });

  it('attack: a version moved to another key verifies nothing', async () => {
    const [mine, theirs] = [await bench.issue(), await bench.issue({ permissions: ['**'] })];
    editStore((db) => {
      db.prepare('DELETE FROM versions WHERE id = ?').run(theirs.versionId);
      db.prepare('UPDATE versions SET key_id = ? WHERE id = ?').run(theirs.key.id, mine.versionId);
    });
    expect((await bench.verifier().verify({ token: mine.token })).outcome).toBe('unknown');
  });

  it('never takes a missing pepper for an unknown key', async () => {
    const { token } = await bench.issue();
    const others = makeStoreKeys(bench.keys.storeId, systemRandom);
    const verifier = bench.verifier({ keys: others });
    expect(await codeOfAsync(() => verifier.verify({ token }))).toBe('pepper/unavailable');
  });

  it('never takes a wrong pepper for an unknown key', async () => {
    const { token } = await bench.issue();
    const id = bench.keys.currentPepperId;
    const wrong: StoreKeys = {
      ...bench.keys,
      peppers: new Map([[id, new SecretBytes(Buffer.alloc(32, 7))]]),
    };
    const verifier = bench.verifier({ keys: wrong });
    expect(await codeOfAsync(() => verifier.verify({ token }))).toBe('pepper/mismatch');
    expect(await codeOfAsync(() => verifier.check({ token }))).toBe('pepper/mismatch');
  });

  it('refuses the keys of another store, and keys without their own pepper, from the start', () => {
    const foreign = makeStoreKeys(newId('sto', systemRandom), systemRandom);
    expect(codeOf(() => bench.verifier({ keys: foreign }))).toBe('pepper/mismatch');
    const empty: StoreKeys = { ...bench.keys, peppers: new Map() };
    expect(codeOf(() => bench.verifier({ keys: empty }))).toBe('pepper/unavailable');
  });
});
