import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createStoreKeysFile,
  openStoreKeysFile,
} from '../../../src-core/pepper/file-store-keys.ts';
import { makeStoreKeys } from '../../../src-core/pepper/make-store-keys.ts';
import { newId, systemRandom } from '../../../src-core/runtime/random.ts';

const storeId = newId('sto', systemRandom);

describe('the store keys in a file', () => {
  let dir: string;
  let path: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'kw-keys-'));
    path = join(dir, 'store.keys');
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('gives back every key it was given', async () => {
    const keys = makeStoreKeys(storeId, systemRandom);
    await createStoreKeysFile(path, keys);
    const read = await openStoreKeysFile(path, storeId).load();
    const pepper = keys.peppers.get(keys.currentPepperId)?.expose() ?? Buffer.alloc(0);
    expect(read.currentPepperId).toBe(keys.currentPepperId);
    expect(read.peppers.get(read.currentPepperId)?.equals(pepper)).toBe(true);
    expect(read.auditKey.equals(keys.auditKey.expose())).toBe(true);
    expect(read.signingKey.equals(keys.signingKey)).toBe(true);
    expect(read.storeId).toBe(storeId);
  });

  it('creates the file for its owner alone, whatever the umask, and leaves nothing beside it', async () => {
    const before = process.umask(0);
    try {
      await createStoreKeysFile(path, makeStoreKeys(storeId, systemRandom));
    } finally {
      process.umask(before);
    }
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir)).toEqual(['store.keys']);
  });

  it('never writes over a file that is there', async () => {
    await createStoreKeysFile(path, makeStoreKeys(storeId, systemRandom));
    const before = readFileSync(path);
    await expect(
      createStoreKeysFile(path, makeStoreKeys(storeId, systemRandom)),
    ).rejects.toMatchObject({ code: 'file/exists' });
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(dir)).toEqual(['store.keys']);
  });

  it('reports a folder that is not there as file/unwritable', async () => {
    await expect(
      createStoreKeysFile(join(dir, 'no', 'store.keys'), makeStoreKeys(storeId, systemRandom)),
    ).rejects.toMatchObject({ code: 'file/unwritable' });
  });

  it('answers pepper/unavailable for a missing, a damaged, a newer and an absurd file, and makes none', async () => {
    const load = () => openStoreKeysFile(path, storeId).load();
    await expect(load()).rejects.toMatchObject({ code: 'pepper/unavailable' });
    expect(readdirSync(dir)).toEqual([]);
    for (const content of [
      '',
      '{}',
      'null',
      '{"format":"keywright-store-keys","v":1}',
      '\0'.repeat(300),
    ]) {
      writeFileSync(path, content);
      await expect(load()).rejects.toMatchObject({
        code: 'pepper/unavailable',
        message: expect.stringContaining('damaged'),
      });
    }
    writeFileSync(path, '{"format":"keywright-store-keys","v":2,"anything":1}');
    await expect(load()).rejects.toMatchObject({ message: expect.stringContaining('newer') });
    writeFileSync(path, ' '.repeat(100_000));
    await expect(load()).rejects.toMatchObject({ message: expect.stringContaining('damaged') });
    rmSync(path);
    mkdirSync(path);
    await expect(load()).rejects.toMatchObject({ code: 'pepper/unavailable' });
  });

  it('is not hung by a pipe in the place of the file', async () => {
    execFileSync('mkfifo', [path]);
    await expect(openStoreKeysFile(path, storeId).load()).rejects.toMatchObject({
      code: 'pepper/unavailable',
    });
  });

  it('refuses the keys of another store', async () => {
    await createStoreKeysFile(path, makeStoreKeys(newId('sto', systemRandom), systemRandom));
    await expect(openStoreKeysFile(path, storeId).load()).rejects.toMatchObject({
      code: 'pepper/mismatch',
    });
  });

  it('finds every single flipped character', async () => {
    await createStoreKeysFile(path, makeStoreKeys(storeId, systemRandom));
    const text = readFileSync(path, 'utf8').trimEnd();
    let accepted = 0;
    for (let at = 0; at < text.length; at += 1) {
      const other = String.fromCharCode(text.charCodeAt(at) ^ 1);
      writeFileSync(path, text.slice(0, at) + other + text.slice(at + 1));
      await openStoreKeysFile(path, storeId)
        .load()
        .then(
          () => {
            accepted += 1;
            return;
          },
          (error: unknown) => expect(String(error)).not.toContain(text.slice(300, 340)),
        );
    }
    expect(accepted).toBe(0);
  });

  it('reads once and keeps the result, and tries again after a failure', async () => {
    const source = openStoreKeysFile(path, storeId);
    await expect(source.load()).rejects.toMatchObject({ code: 'pepper/unavailable' });
    await createStoreKeysFile(path, makeStoreKeys(storeId, systemRandom));
    const first = await source.load();
    rmSync(path);
    expect(await source.load()).toBe(first);
  });

  it('still reads a file whose mode is too open: the doctor says so', async () => {
    await createStoreKeysFile(path, makeStoreKeys(storeId, systemRandom));
    chmodSync(path, 0o644);
    await expect(openStoreKeysFile(path, storeId).load()).resolves.toMatchObject({ storeId });
  });
});
