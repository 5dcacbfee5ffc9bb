/** Every call to the file system fails once, with each fault in turn: afterwards the file is whole or not there. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type * as FileSystem from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPrivateFile } from '../../../src-core/places/create-private-file.ts';
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';

const fault = vi.hoisted(() => ({ failAt: 0, code: 'EIO', calls: 0 }));

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof FileSystem>();
  const step = (name: string): void => {
    fault.calls += 1;
    if (fault.calls === fault.failAt) {
      throw Object.assign(new Error(`${fault.code} in ${name}`), { code: fault.code });
    }
  };
  const guarded =
    <Args extends unknown[], Result>(name: string, call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      step(name);
      return call(...args);
    };
  const guardedFile = (file: FileSystem.FileHandle): object => ({
    chmod: guarded('chmod', file.chmod.bind(file)),
    writeFile: guarded('write', file.writeFile.bind(file)),
    sync: guarded('sync', file.sync.bind(file)),
    close: () => file.close(),
  });
  return {
    ...real,
    open: async (...args: Parameters<typeof real.open>) => {
      step('open');
      return guardedFile(await real.open(...args));
    },
    link: guarded('link', real.link),
    rename: guarded('rename', real.rename),
    unlink: guarded('unlink', real.unlink),
  };
});

const CONTENT = Buffer.from('the whole content');

describe('createPrivateFile under faults', () => {
  let dir: string;
  let path: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'kw-file-'));
    path = join(dir, 'file');
    fault.failAt = 0;
    fault.calls = 0;
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const codes = [
    ['ENOSPC', 'disk/full'],
    ['EIO', 'disk/failed'],
    ['EMFILE', 'file/unwritable'],
    ['EACCES', 'file/unwritable'],
  ] as const;
  it.each(codes)('leaves the file whole or not there after %s at any step', async (code, typed) => {
    const outcomes: string[] = [];
    do {
      Object.assign(fault, { failAt: outcomes.length + 1, code, calls: 0 });
      outcomes.push(await attempt());
    } while (fault.calls >= fault.failAt);
    expect([...new Set(outcomes)].toSorted()).toEqual([`${typed}, left: nothing`, 'whole']);
    expect(outcomes.length).toBeGreaterThan(8);
  });

  /** What came of one creation in an empty folder. */
  async function attempt(): Promise<string> {
    for (const name of readdirSync(dir)) rmSync(join(dir, name));
    try {
      await createPrivateFile(path, CONTENT);
      return readFileSync(path).equals(CONTENT) ? 'whole' : 'torn';
    } catch (error) {
      const code = error instanceof KeywrightError ? error.code : String(error);
      return `${code}, left: ${readdirSync(dir).join(' ') || 'nothing'}`;
    }
  }

  it('does without hard links where there are none, and still writes over nothing', async () => {
    const links = 5;
    Object.assign(fault, { failAt: links, code: 'EPERM', calls: 0 });
    await createPrivateFile(path, CONTENT);
    expect(readdirSync(dir)).toEqual(['file']);
    Object.assign(fault, { failAt: links, code: 'EPERM', calls: 0 });
    await expect(createPrivateFile(path, Buffer.from('other'))).rejects.toMatchObject({
      code: 'file/exists',
    });
    expect(readFileSync(path).equals(CONTENT)).toBe(true);
    expect(existsSync(path)).toBe(true);
  });
});
