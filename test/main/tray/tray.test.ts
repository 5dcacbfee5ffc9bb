import type { execFile } from 'node:child_process';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { dueWords } from '../../../src-main/reminders/notices.ts';
import { hasTray } from '../../../src-main/tray/has-tray.ts';
import { drawTrayIcon } from '../../../src-main/tray/tray-icon.ts';
import { trayMenu, trayState, trayTip } from '../../../src-main/tray/tray-menu.ts';

const QUIET = { due: 0, overdue: 0, isOpen: false, isServing: false };
const ACTIONS = {
  open: () => undefined,
  showDue: () => undefined,
  snooze: () => undefined,
  lock: () => undefined,
  startServer: () => undefined,
  stopServer: () => undefined,
  quit: () => undefined,
};

describe('the tray', () => {
  it('shows the most pressing state', () => {
    expect(trayState(QUIET)).toBe('ok');
    expect(trayState({ ...QUIET, isServing: true })).toBe('serving');
    expect(trayState({ ...QUIET, isServing: true, due: 1 })).toBe('due');
    expect(trayState({ ...QUIET, due: 1, overdue: 1 })).toBe('overdue');
  });

  it('says in words what the icon shows', () => {
    expect(trayTip({ due: 2, overdue: 1, isOpen: true, isServing: true })).toBe(
      'Keywright: unlocked, 1 overdue, 2 due, serving',
    );
  });

  it('offers to lock only what is open, and to snooze only what is due', () => {
    const item = (facts: object, id: string) =>
      trayMenu({ ...QUIET, ...facts }, ACTIONS).find((one) => one.id === id);
    expect(item({}, 'lock')?.enabled).toBe(false);
    expect(item({ isOpen: true }, 'lock')?.enabled).toBe(true);
    expect(item({}, 'snooze')).toBeUndefined();
    expect(item({ overdue: 1 }, 'snooze')).toBeDefined();
    expect(item({ isServing: true }, 'server')?.label).toBe('Stop the server');
  });

  it('draws four icons that differ in shape, not in colour alone', () => {
    const states = ['ok', 'due', 'overdue', 'serving'] as const;
    const shapes = states.map((state) => {
      const png = drawTrayIcon(state);
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      const at = png.indexOf('IDAT');
      const pixels = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
      expect(pixels).toHaveLength(32 * (1 + 32 * 4));
      return Array.from(pixels, (byte, index) =>
        (index % 129) % 4 === 0 && index % 129 !== 0 ? byte : '',
      ).join('.');
    });
    expect(new Set(shapes).size).toBe(4);
  });

  it.each([
    { platform: 'darwin', error: null, stdout: '', isSeen: true },
    { platform: 'win32', error: null, stdout: '', isSeen: true },
    { platform: 'linux', error: null, stdout: '(true,)\n', isSeen: true },
    { platform: 'linux', error: null, stdout: '(false,)\n', isSeen: false },
    { platform: 'linux', error: new Error('ENOENT'), stdout: '', isSeen: false },
  ])('is seen as the system says: %j', async ({ platform, error, stdout, isSeen }) => {
    const run = ((...all: unknown[]) => {
      const done = all.at(-1) as (error: Error | null, stdout: string) => void;
      done(error, stdout);
    }) as typeof execFile;
    expect(await hasTray(platform, run)).toBe(isSeen);
  });

  it('notices name no key', () => {
    expect(dueWords(1_000, 2_000)).toBe('A key is overdue');
    expect(dueWords(86_400_000, 0)).toBe('A key ends within a day');
    expect(dueWords(7 * 86_400_000, 1)).toBe('A key ends in 7 days');
  });
});
