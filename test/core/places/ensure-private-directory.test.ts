import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensurePrivateDirectory } from '../../../src-core/places/ensure-private-directory.ts';

const unsafe = expect.objectContaining({ code: 'file/unsafe' });

describe.runIf(process.platform !== 'win32')('ensurePrivateDirectory', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'kw-dir-'));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(dir, { recursive: true, force: true });
  });

  it('creates the folder for its owner alone, whatever the umask, and accepts it again', () => {
    const before = process.umask(0);
    try {
      ensurePrivateDirectory(join(dir, 'a', 'b'));
    } finally {
      process.umask(before);
    }
    expect(statSync(join(dir, 'a', 'b')).mode & 0o777).toBe(0o700);
    expect(() => ensurePrivateDirectory(join(dir, 'a', 'b'))).not.toThrow();
  });

  it('accepts a folder that others may only read', () => {
    chmodSync(dir, 0o755);
    expect(() => ensurePrivateDirectory(dir)).not.toThrow();
  });

  it('refuses a folder that the group or others may write: they could swap the vault', () => {
    for (const mode of [0o770, 0o707, 0o1777]) {
      chmodSync(dir, mode);
      expect(() => ensurePrivateDirectory(dir)).toThrow(unsafe);
    }
  });

  it('refuses a link, even to a sound folder: its owner could turn it elsewhere', () => {
    mkdirSync(join(dir, 'sound'), { mode: 0o700 });
    symlinkSync(join(dir, 'sound'), join(dir, 'link'));
    expect(() => ensurePrivateDirectory(join(dir, 'link'))).toThrow(unsafe);
    symlinkSync(join(dir, 'nowhere'), join(dir, 'dangling'));
    expect(() => ensurePrivateDirectory(join(dir, 'dangling'))).toThrow(unsafe);
  });

  it('refuses a folder of another user: planted in /tmp before us', () => {
    if (process.getuid?.() === 0) chownSync(dir, 65_534, 65_534);
    else vi.spyOn(process, 'getuid').mockReturnValue(65_534);
    expect(() => ensurePrivateDirectory(dir)).toThrow(unsafe);
  });

  it('reports what is no folder, and what cannot be created, as file/unwritable', () => {
    writeFileSync(join(dir, 'file'), '');
    const unwritable = expect.objectContaining({ code: 'file/unwritable' });
    expect(() => ensurePrivateDirectory(join(dir, 'file'))).toThrow(unwritable);
    expect(() => ensurePrivateDirectory(join(dir, 'file', 'below'))).toThrow(unwritable);
  });
});
