/**
 * Attack: whoever can write the store, but has not its pepper, inserts a version for a token of their own making, hashed in every way
 * that another program might accept. None verifies: there is no scheme without a pepper (docs/key-format.md, "What is stored").
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashToken, pepperCheck } from '../../src-core/keys/token-hash.ts';
import { newToken } from '../../src-core/keys/token-secret.ts';
import { newId, systemRandom } from '../../src-core/runtime/random.ts';
import { SecretBytes } from '../../src-core/secret/secret-bytes.ts';
import { openSqliteFile } from '../../src-core/sqlite/sqlite-file.ts';
import { codeOfAsync } from '../code-of.ts';
import { partsOf } from '../core/verify/forged-tokens.ts';
import { openVerifyBench, type VerifyBench } from '../core/verify/verify-bench.ts';

let bench: VerifyBench;
let made: Made;

interface Made {
  readonly token: string;
  readonly binding: Parameters<typeof hashToken>[1];
}

beforeEach(async () => {
  bench = await openVerifyBench();
  const { key } = await bench.issue({ permissions: ['**'] });
  const { token } = newToken('acme', 'live', systemRandom);
  const { versionId } = partsOf(token);
  made = { token, binding: { storeId: bench.keys.storeId, keyId: key.id, versionId } };
});
afterEach(() => bench.close());

/** Puts the made version in the place of the key's own. */
function insert(row: { readonly hash: Buffer; readonly pepperId?: string }): void {
  const db = openSqliteFile(bench.storeFile, { area: 'store', mode: 'write' });
  const { keyId, versionId } = made.binding;
  const own = db.prepare('SELECT * FROM versions WHERE key_id = ?').get(keyId) as object;
  const forged: Record<string, unknown> = { ...own, id: versionId, hash: row.hash };
  if (row.pepperId !== undefined) forged.pepper_id = row.pepperId;
  const columns = Object.keys(forged);
  db.prepare('DELETE FROM versions WHERE key_id = ?').run(keyId);
  const places = columns.map((column) => `@${column}`).join(', ');
  db.prepare(`INSERT INTO versions (${columns.join(', ')}) VALUES (${places})`).run(forged);
  db.close();
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

describe('a version inserted by a writer without the pepper', () => {
  it.each<[string, (of: Made) => Buffer]>([
    ['SHA-256 of the token', ({ token }) => sha256(token)],
    ['SHA-256 of the secret', ({ token }) => sha256(partsOf(token).secret)],
    [
      'HMAC of the token with no key',
      ({ token }) => createHmac('sha256', '').update(token).digest(),
    ],
    ['our HMAC with no key', ({ token, binding }) => hashToken(bytes(0), binding, token)],
    ['our HMAC with a key of zeros', ({ token, binding }) => hashToken(bytes(32), binding, token)],
    ['zeros', () => Buffer.alloc(32)],
  ])('verifies nothing where its hash is %s', async (_name, hash) => {
    insert({ hash: hash(made) });
    expect((await bench.verifier().verify({ token: made.token })).outcome).toBe('unknown');
  });

  it('verifies nothing under a pepper that the writer brought along', async () => {
    const own = new SecretBytes(randomBytes(32));
    const pepperId = newId('pep', systemRandom);
    const db = openSqliteFile(bench.storeFile, { area: 'store', mode: 'write' });
    const row = db.prepare('SELECT * FROM peppers').get() as Record<string, unknown>;
    const forged: Record<string, unknown> = { ...row, id: pepperId, check_value: pepperCheck(own) };
    const columns = Object.keys(forged);
    const places = columns.map((column) => `@${column}`).join(', ');
    db.prepare(`INSERT INTO peppers (${columns.join(', ')}) VALUES (${places})`).run(forged);
    db.close();
    insert({ hash: hashToken(own, made.binding, made.token), pepperId });
    const ask = () => bench.verifier().verify({ token: made.token });
    expect(await codeOfAsync(ask)).toBe('pepper/unavailable');
  });

  it('would verify under the real pepper, so the row is as a real one (control)', async () => {
    const pepper = bench.keys.peppers.get(bench.keys.currentPepperId);
    if (pepper === undefined) throw new Error('no pepper');
    insert({ hash: hashToken(pepper, made.binding, made.token) });
    expect((await bench.verifier().verify({ token: made.token })).outcome).toBe('valid');
  });
});

function bytes(length: number): SecretBytes {
  return new SecretBytes(Buffer.alloc(length));
}
