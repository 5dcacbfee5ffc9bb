import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WindowPlaceFile, WRITE_AFTER_MS } from '../../../src-main/place/window-place-file.ts';
import { LIST_WIDTH } from '../../../src-shared/desk/list-width.ts';

const DEFAULTS = {
  bounds: null,
  isMaximized: false,
  section: 'all',
  listWidthPx: LIST_WIDTH.usual,
} as const;
const LEFT = {
  bounds: { x: -20, y: 30, width: 1_100, height: 720 },
  isMaximized: true,
  section: 'audit',
  listWidthPx: 444,
} as const;

let folder = '';
let path = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kw-place-'));
  path = join(folder, 'keywright', 'place.json');
  mkdirSync(join(folder, 'keywright'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

describe('WindowPlaceFile', () => {
  it('gives the next launch what the last one noted', async () => {
    const file = new WindowPlaceFile(path);
    expect(file.now).toEqual(DEFAULTS);
    file.note(LEFT);
    expect(file.now).toEqual(LEFT);
    await file.flush();
    expect(new WindowPlaceFile(path).now).toEqual(LEFT);
    expect([file.isThere, new WindowPlaceFile(path).isThere]).toEqual([false, true]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('writes once for many notes, and not at all for none', async () => {
    vi.useFakeTimers();
    const file = new WindowPlaceFile(path);
    const isThere = () => statSync(path, { throwIfNoEntry: false }) !== undefined;
    file.note({ section: 'all' });
    await vi.advanceTimersByTimeAsync(10 * WRITE_AFTER_MS);
    expect(isThere()).toBe(false);
    for (let x = 0; x < 50; x += 1) file.note({ bounds: { ...LEFT.bounds, x } });
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(WRITE_AFTER_MS);
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
    await file.flush();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ bounds: { x: 49 } });
  });

  it.each([
    ['cut off', '{"bounds": {"x": 1'],
    ['of another program', '["last", "window"]'],
    ['empty', ''],
    ['a number', '7'],
  ])('begins anew beside a file that is %s, and keeps that file', (_what, text) => {
    writeFileSync(path, text);
    expect(new WindowPlaceFile(path).now).toEqual(DEFAULTS);
    expect(readFileSync(`${path}.unreadable`, 'utf8')).toBe(text);
  });

  it.each([
    [{ section: 'insights' }, { section: 'all' }],
    [{ section: { toString: 'all' } }, { section: 'all' }],
    [{ bounds: { x: 1e300, y: 0, width: 900, height: 600 } }, { bounds: null }],
    [{ bounds: { x: 0.5, y: 0, width: 900, height: 600 } }, { bounds: null }],
    [{ bounds: { x: 0, y: 0, width: -900, height: 600 } }, { bounds: null }],
    [{ listWidthPx: 12_000 }, { listWidthPx: LIST_WIDTH.usual }],
    [{ isMaximized: 'yes' }, { isMaximized: false }],
    [{ fromALaterVersion: 1 }, {}],
  ])('keeps the parts that fit beside one that does not: %j', (wrong, instead) => {
    writeFileSync(path, JSON.stringify({ ...LEFT, ...wrong }));
    expect(new WindowPlaceFile(path).now).toEqual({ ...LEFT, ...instead });
  });

  it('goes on where the place cannot be read or written', async () => {
    mkdirSync(path);
    const file = new WindowPlaceFile(path);
    expect(file.now).toEqual(DEFAULTS);
    file.note({ section: 'owners' });
    await expect(file.flush()).resolves.toBeUndefined();
    rmSync(path, { recursive: true });
    file.note({ section: 'roles' });
    await file.flush();
    expect(new WindowPlaceFile(path).now.section).toBe('roles');
  });

  it('has no room for the name of a key', () => {
    expect(Object.keys(new WindowPlaceFile(path).now).toSorted()).toEqual(
      Object.keys(DEFAULTS).toSorted(),
    );
  });
});
