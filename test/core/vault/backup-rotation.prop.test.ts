import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backupName, outdatedBackups } from '../../../src-core/vault/backup-rotation.ts';

const DAY_MS = 86_400_000;
const MONDAY_MS = Date.parse('2026-11-23');

/** What is left after a backup on each of these days, counted from a Monday. */
function keptAfter(days: readonly number[], rule = outdatedBackups): string[] {
  let kept: string[] = [];
  for (const day of days) {
    kept.push(backupName(MONDAY_MS + day * DAY_MS));
    const gone = new Set(rule(kept));
    kept = kept.filter((name) => !gone.has(name));
  }
  return kept;
}

const upTo = (days: number): number[] => Array.from({ length: days }, (_, day) => day);

describe('the rotation of backups', () => {
  it('keeps seven days and, of older ones, the Sunday of each of four weeks', () => {
    expect(keptAfter(upTo(70))).toEqual([
      'vault-2027-01-03.db',
      'vault-2027-01-10.db',
      'vault-2027-01-17.db',
      'vault-2027-01-24.db',
      ...upTo(7).map((day) => backupName(MONDAY_MS + (63 + day) * DAY_MS)),
    ]);
  });

  it('never drops the newest seven, nor more than it must, whatever days have one', () => {
    const days = fc
      .uniqueArray(fc.nat(400), { minLength: 1, maxLength: 120 })
      .map((list) => list.toSorted((left, right) => left - right));
    fc.assert(
      fc.property(days, (list) => {
        const kept = keptAfter(list);
        const newest = list.slice(-7).map((day) => backupName(MONDAY_MS + day * DAY_MS));
        expect(kept.slice(-7)).toEqual(newest);
        expect(kept.length).toBeLessThanOrEqual(11);
        expect(kept.length).toBeGreaterThanOrEqual(Math.min(list.length, 7));
      }),
    );
  });

  it('would be found to keep too little if weeks were left out (control)', () => {
    const daysOnly = (names: readonly string[]) => names.toSorted().slice(0, -7);
    expect(keptAfter(upTo(70), daysOnly)).toHaveLength(7);
  });

  it('touches no file of another name', () => {
    const others = ['vault.db', 'vault-2026-13-45.db', 'vault-2026-11-24.db.bak', 'notes.txt'];
    const many = upTo(30).map((day) => backupName(MONDAY_MS + day * DAY_MS));
    expect(outdatedBackups([...others, ...many]).filter((name) => others.includes(name))).toEqual(
      [],
    );
  });
});
