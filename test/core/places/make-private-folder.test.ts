/** The whole promise is shown by test/torture/power-loss.test.ts; here, which folders are flushed for it. */

import type * as FileSystem from 'node:fs';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makePrivateFolder } from '../../../src-core/places/make-private-folder.ts';

const spy = vi.hoisted(() => ({ opened: new Map<number, string>(), flushed: [] as string[] }));

vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof FileSystem>();
  return {
    ...real,
    openSync: (path: string, flags: string) => {
      const file = real.openSync(path, flags);
      spy.opened.set(file, path);
      return file;
    },
    fsyncSync: (file: number) => {
      real.fsyncSync(file);
      spy.flushed.push(spy.opened.get(file) ?? '');
    },
  };
});

describe.runIf(process.platform !== 'win32')('makePrivateFolder', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'kw-dir-'));
    spy.flushed.length = 0;
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('flushes the name of every folder it makes, for its owner alone', () => {
    makePrivateFolder(join(dir, 'a', 'b', 'c'));
    expect(spy.flushed).toEqual([dir, join(dir, 'a'), join(dir, 'a', 'b')]);
    expect(statSync(join(dir, 'a', 'b', 'c')).mode & 0o777).toBe(0o700);
  });

  it('touches nothing where the folder is there', () => {
    makePrivateFolder(dir);
    expect(spy.flushed).toEqual([]);
  });
});

describe('a file system that refuses to make folders', () => {
  it.runIf(process.platform === 'linux')('is reported, and never tried for ever', () => {
    expect(() => makePrivateFolder('/proc/keywright/never')).toThrow(/ENOENT/);
  });
});
