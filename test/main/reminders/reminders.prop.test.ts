/**
 * Reminders over hours and months on a fake clock, with locks, unlocks, sleeps, restarts, quiet hours and changes of zone in any order.
 * The judge knows nothing of how the desk works: it has the due dates, the lead times and what was shown.
 */
import { describe, expect, it } from 'vitest';
import { defaultPreferences } from '../../../src-shared/desk/default-preferences.ts';
import type { DueItem } from '../../../src-shared/desk/due-items.ts';
import type { Preferences } from '../../../src-shared/desk/preferences.ts';
import { SeededChoice } from '../../core/vault/seeded-choice.ts';
import { scaled } from '../../scale.ts';
import { Computer, type ComputerOptions, dueItem, type Shown } from './computer.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.UTC(2027, 2, 20, 8);
const LEADS = [60, 30, 7, 1];

interface Span {
  readonly lengthMs: number;
  /** The longest that passes between two happenings. */
  readonly stepMs: number;
  readonly lookEveryMs: number;
}

const EIGHT_HOURS: Span = { lengthMs: 8 * HOUR_MS, stepMs: 40 * 60_000, lookEveryMs: 30_000 };
const NINETY_DAYS: Span = { lengthMs: 90 * DAY_MS, stepMs: 2 * DAY_MS, lookEveryMs: HOUR_MS / 2 };

interface Story {
  readonly seed: number;
  readonly span: Span;
  readonly preferences?: Partial<Preferences>;
  readonly keeps?: ComputerOptions['keeps'];
  readonly hasKeychain?: boolean;
}

async function live({ seed, span, preferences, keeps, hasKeychain = true }: Story) {
  const choice = new SeededChoice(seed);
  const computer = new Computer({
    startMs: START_MS,
    lookEveryMs: span.lookEveryMs,
    ...(keeps === undefined ? {} : { keeps }),
  });
  computer.preferences = { ...defaultPreferences, leadDays: LEADS, ...preferences };
  computer.hasKeychain = hasKeychain;
  const items = Array.from({ length: 6 }, (_, n) =>
    dueItem(
      n,
      START_MS + Math.floor((choice.below(1_000) / 1_000) * (span.lengthMs + 20 * DAY_MS)),
    ),
  );
  computer.unlock(items);
  while (computer.nowMs < START_MS + span.lengthMs) {
    await happen(computer, choice);
    const passesMs = 60_000 + choice.below(span.stepMs);
    if (choice.below(4) === 0) computer.sleep(passesMs);
    else computer.run(passesMs);
  }
  // In the end somebody sits at it for a day, until noon.
  if (!computer.isOpen) computer.unlock();
  computer.run(26 * HOUR_MS);
  const { minute } = computer.localTime(computer.nowMs);
  computer.run(((12 * 60 - minute + 1_440) % 1_440) * 60_000);
  return { computer, items };
}

async function happen(computer: Computer, choice: SeededChoice): Promise<void> {
  const what = choice.below(6);
  if (what === 0) computer.lock();
  if (what === 1) computer.unlock();
  if (what === 2) await computer.restart();
  if (what === 3) computer.zoneMinutes = (choice.below(27) - 12) * 60;
}

/** What is wrong with what was shown; nothing where each step came once and in its time. */
function judge(shown: readonly Shown[], items: readonly DueItem[], endMs: number): string[] {
  return items.flatMap((item) => {
    const steps = [0, ...LEADS]
      .map((days) => item.dueAtMs - days * DAY_MS)
      .toSorted((a, b) => a - b);
    const newest = (atMs: number) => steps.findLastIndex((stepMs) => stepMs <= atMs);
    const told = shown.filter(({ id }) => id === item.id).map(({ atMs }) => newest(atMs));
    const faults = told.flatMap((step, index) => {
      if (step === -1) return [`${item.name}: before its time`];
      return index > 0 && step === told[index - 1] ? [`${item.name}: step ${step} twice`] : [];
    });
    const last = newest(endMs);
    return last !== (told.at(-1) ?? -1) ? [...faults, `${item.name}: step ${last} never`] : faults;
  });
}

const seeds = (count: number) => Array.from({ length: scaled(count) }, (_, index) => index + 1);

async function faultsOf(story: Story): Promise<string[]> {
  const { computer, items } = await live(story);
  return judge(computer.shown, items, computer.nowMs);
}

describe('reminders, over time', () => {
  it.each([
    ['eight hours', EIGHT_HOURS, 40],
    ['ninety days', NINETY_DAYS, 12],
  ] as const)(
    'in %s each step comes exactly once, whatever happens',
    async (_name, span, count) => {
      for (const seed of seeds(count)) {
        expect(await faultsOf({ seed, span }), `seed ${seed}`).toEqual([]);
      }
    },
  );

  it('without a keychain, too: what was shown is known again at the unlock', async () => {
    for (const seed of seeds(12)) {
      const story = { seed, span: NINETY_DAYS, hasKeychain: false };
      expect(await faultsOf(story), `seed ${seed}`).toEqual([]);
    }
  });

  it('nothing in the quiet hours, and yet none is lost', async () => {
    const quietHours = { fromMinute: 21 * 60, toMinute: 7 * 60 };
    for (const seed of seeds(12)) {
      const { computer, items } = await live({
        seed,
        span: NINETY_DAYS,
        preferences: { quietHours },
      });
      expect(judge(computer.shown, items, computer.nowMs), `seed ${seed}`).toEqual([]);
      const minutes = computer.shown.map(({ local }) => local.minute);
      expect(minutes.filter((minute) => minute >= 21 * 60 || minute < 7 * 60)).toEqual([]);
    }
  });

  it('at most one digest a local day, and nothing in two of them', async () => {
    for (const seed of seeds(12)) {
      const preferences = { digestMinute: 9 * 60 };
      const { computer, items } = await live({ seed, span: NINETY_DAYS, preferences });
      const twice = judge(computer.shown, items, computer.nowMs).filter(
        (fault) => !fault.endsWith('never'),
      );
      expect(twice, `seed ${seed}`).toEqual([]);
      const instants = new Map(computer.shown.map(({ atMs, local }) => [atMs, local.day]));
      const days = [...instants.values()];
      expect(new Set(days).size, `seed ${seed}`).toBe(days.length);
      expect(days.length).toBeGreaterThan(0);
    }
  });

  it('finds an index that forgets (control)', async () => {
    const story = { span: NINETY_DAYS, keeps: () => null };
    const found = await Promise.all(seeds(6).map((seed) => faultsOf({ ...story, seed })));
    expect(found.flat().some((fault) => fault.endsWith('twice'))).toBe(true);
  });

  it('finds reminders that never come (control)', async () => {
    const story = { span: NINETY_DAYS, preferences: { areRemindersOn: false } };
    const found = await Promise.all(seeds(2).map((seed) => faultsOf({ ...story, seed })));
    expect(found.flat().some((fault) => fault.endsWith('never'))).toBe(true);
  });
});
