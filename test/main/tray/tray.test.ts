import type { execFile } from 'node:child_process';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { dueWords, togetherWords } from '../../../src-main/reminders/notices.ts';
import { hasTray } from '../../../src-main/tray/has-tray.ts';
import { RecentCopies } from '../../../src-main/tray/recent-copies.ts';
import { drawTrayIcon } from '../../../src-main/tray/tray-icon.ts';
import { type TrayFacts, trayMenu, trayState, trayTip } from '../../../src-main/tray/tray-menu.ts';
import { WindowBadge } from '../../../src-main/tray/window-badge.ts';

const QUIET: TrayFacts = {
  due: 0,
  overdue: 0,
  snoozed: 0,
  isOpen: true,
  isServing: false,
  dueThings: [],
  copies: [],
};
const ACTIONS = {
  open: () => undefined,
  showDue: () => undefined,
  showThing: () => undefined,
  copyAgain: () => undefined,
  snooze: () => undefined,
  lock: () => undefined,
  startServer: () => undefined,
  stopServer: () => undefined,
  quit: () => undefined,
};

describe('the tray', () => {
  it('shows the most pressing state', () => {
    expect(trayState(QUIET)).toBe('ok');
    expect(trayState({ ...QUIET, isOpen: false })).toBe('locked');
    expect(trayState({ ...QUIET, isOpen: false, isServing: true })).toBe('serving');
    expect(trayState({ ...QUIET, isServing: true })).toBe('serving');
    expect(trayState({ ...QUIET, isServing: true, due: 1 })).toBe('due');
    expect(trayState({ ...QUIET, due: 1, overdue: 1 })).toBe('overdue');
  });

  it('says in words what the icon shows', () => {
    expect(trayTip({ ...QUIET, due: 2, overdue: 1, snoozed: 3, isServing: true })).toBe(
      'Keywright: unlocked, 1 overdue, 2 due, 3 put off, serving',
    );
  });

  it('offers to lock only what is open, and to snooze only what is due', () => {
    const item = (facts: object, id: string) =>
      trayMenu({ ...QUIET, ...facts }, ACTIONS).find((one) => one.id === id);
    expect(item({ isOpen: false }, 'lock')?.enabled).toBe(false);
    expect(item({ isOpen: true }, 'lock')?.enabled).toBe(true);
    expect(item({}, 'snooze')).toBeUndefined();
    expect(item({ overdue: 1 }, 'snooze')).toBeDefined();
    expect(item({ isServing: true }, 'server')?.label).toBe('Stop the server');
  });

  it('names what is due and what was copied, and leads there', () => {
    const went: unknown[] = [];
    const target = { kind: 'entry', id: 'ent_1' } as const;
    const thing = { entryId: 'ent_2', versionId: null, name: 'A & B' };
    const facts = { ...QUIET, due: 1, copies: [thing] };
    const dueThings = [{ name: 'x'.repeat(60), target, dueAtMs: 5 }];
    const menu = trayMenu(
      { ...facts, dueThings },
      { ...ACTIONS, showThing: (to) => went.push(to), copyAgain: (what) => went.push(what) },
    );
    const due = menu.find(({ id }) => id === 'due-0');
    expect(due?.label).toHaveLength(40);
    const copies = menu.find(({ id }) => id === 'copies')?.submenu;
    const [copy] = Array.isArray(copies) ? copies : [];
    expect(copy?.label).toBe('A && B');
    for (const item of [due, copy]) (item as { click(): void }).click();
    expect(went).toEqual([target, thing]);
    expect(JSON.stringify(trayMenu({ ...QUIET, due: 1 }, ACTIONS))).not.toContain('copies');
  });

  it('keeps the newest five copies, each once, until the lock', () => {
    const copies = new RecentCopies();
    const thing = (n: number) => ({ entryId: `ent_${n}`, versionId: null, name: `name ${n}` });
    for (const n of [1, 2, 3, 4, 5, 6, 4]) copies.note(thing(n));
    expect(copies.things.map(({ entryId }) => entryId.at(-1)).join('')).toBe('46532');
    copies.forget();
    expect(copies.things).toEqual([]);
  });

  it('where there is none the window says what is due in its title, and the dock in a number', () => {
    const facts = { due: 2, overdue: 1, snoozed: 4 };
    const set: number[] = [];
    const badge = (isTraySeen: boolean) =>
      new WindowBadge({
        counts: () => facts,
        hasTray: () => isTraySeen,
        setCount: (count) => set.push(count),
      });
    expect(badge(true).title).toBe('Keywright');
    const bare = badge(false);
    expect(bare.title).toBe('(3) Keywright');
    bare.refresh();
    bare.refresh();
    Object.assign(facts, { due: 0, overdue: 0 });
    bare.refresh();
    expect(set).toEqual([3, 0]);
    expect(bare.title).toBe('Keywright');
  });

  it('draws five icons that differ in shape, not in colour alone', () => {
    const states = ['ok', 'due', 'overdue', 'serving', 'locked'] as const;
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
    expect(new Set(shapes).size).toBe(5);
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
    expect(dueWords(86_400_000, 0)).toBe('A key is due within a day');
    expect(dueWords(7 * 86_400_000, 1)).toBe('A key is due in 7 days');
    const due = { kind: 'due', id: '1', dueAtMs: 1 } as const;
    const overdue = { ...due, kind: 'overdue' } as const;
    expect(togetherWords([due])).toBe('1 key is due soon');
    expect(togetherWords([overdue, overdue])).toBe('2 keys are overdue');
    expect(togetherWords([overdue, due, due])).toBe('1 key is overdue, 2 due soon');
  });
});
