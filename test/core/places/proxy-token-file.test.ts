import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readOrMakeProxyToken } from '../../../src-core/places/proxy-token-file.ts';
import { systemRandom } from '../../../src-core/runtime/random.ts';
import { codeOf } from '../../code-of.ts';

describe('the proxy token', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kw-proxy-'));
    file = join(folder, 'data', 'proxy.token');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const read = (): string => readOrMakeProxyToken(file, systemRandom).expose();

  it('is made once, 32 random bytes, and stays the same', () => {
    const first = read();
    expect(first).toMatch(/^[0-9A-Za-z_-]{43}$/);
    expect(read()).toBe(first);
    expect(readFileSync(file, 'utf8')).toBe(`${first}\n`);
    expect(readdirSync(join(folder, 'data'))).toEqual(['proxy.token']);
  });

  it.runIf(process.platform !== 'win32')('can be read by its user alone', () => {
    read();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is not taken from a file that holds something else', () => {
    read();
    for (const text of ['', 'short', `${'a'.repeat(43)}\nmore`]) {
      writeFileSync(file, text);
      expect(codeOf(read)).toBe('file/unwritable');
    }
  });

  it('says so where the file cannot be kept', () => {
    writeFileSync(join(folder, 'data'), '');
    expect(codeOf(read)).toBe('file/unwritable');
  });
});
