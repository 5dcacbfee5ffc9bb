import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLogFile } from '../../../src-core/log/log-file.ts';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kw-log-'));
  path = join(dir, 'state', 'keywright.log');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('log file', () => {
  it('is private, made with its folder, and appended to', () => {
    const first = openLogFile(path);
    first.write('one\n');
    first.close();
    const second = openLogFile(path);
    second.write('two\n');
    second.close();
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('stays below its size and keeps so many older files', () => {
    const log = openLogFile(path, { maxBytes: 100, keep: 2 });
    for (let index = 0; index < 100; index += 1) log.write(`line number ${index}\n`);
    log.close();
    for (const name of [path, `${path}.1`, `${path}.2`]) {
      expect(statSync(name).size).toBeLessThanOrEqual(100);
    }
    expect(existsSync(`${path}.3`)).toBe(false);
    expect(readFileSync(path, 'utf8')).toContain('line number 99');
    expect(readFileSync(`${path}.1`, 'utf8')).toContain('line number 9');
  });

  it('drops a line rather than stop the work', () => {
    mkdirSync(path, { recursive: true });
    const log = openLogFile(path);
    expect(() => log.write('lost\n')).not.toThrow();
    expect(() => log.close()).not.toThrow();
  });
});
