/** Every call to the file system fails once: a file that could not be put in place for good is not there at all. */

import type * as FileSystem from 'node:fs';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { placeFile } from '../../../src-core/vault/place-file.ts';

const fault = vi.hoisted(() => ({ failAt: 0, calls: 0 }));

vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof FileSystem>();
  const step = (): void => {
    fault.calls += 1;
    if (fault.calls === fault.failAt) throw Object.assign(new Error('EIO'), { code: 'EIO' });
  };
  return {
    ...real,
    fsyncSync: (file: number) => {
      step();
      real.fsyncSync(file);
    },
    linkSync: (from: string, to: string) => {
      step();
      real.linkSync(from, to);
    },
    rmSync: (path: string, options?: FileSystem.RmOptions) => {
      step();
      real.rmSync(path, options);
    },
  };
});

describe('placeFile under faults', () => {
  let dir: string;
  beforeEach(() => {
    Object.assign(fault, { failAt: 0, calls: 0 });
    dir = mkdtempSync(join(tmpdir(), 'kw-place-'));
  });
  afterEach(() => {
    fault.failAt = 0;
    rmSync(dir, { recursive: true, force: true });
  });

  it('leaves nothing at the path unless it returned, whichever call failed', () => {
    const path = join(dir, 'placed');
    let failures = 0;
    for (let failAt = 1; !existsSync(path); failAt += 1) {
      const temporary = join(dir, 'temporary');
      writeFileSync(temporary, 'content');
      Object.assign(fault, { failAt, calls: 0 });
      try {
        placeFile(temporary, path, 'vault/exists');
      } catch {
        failures += 1;
        expect({ failAt, isPlaced: existsSync(path) }).toEqual({ failAt, isPlaced: false });
      }
    }
    expect(failures).toBe(3);
    expect(readFileSync(path, 'utf8')).toBe('content');
  });
});
