import { describe, expect, it } from 'vitest';
import { groupDue } from '../../../src-renderer/due/due-groups.ts';
import { DAY_MS, entryView, NOW_MS } from '../catalog/entry-view.ts';

const ending = (name: string, afterMs: number) =>
  entryView({ name, expiresAtMs: NOW_MS + afterMs });

describe('the groups of what is due', () => {
  it('are by when, to the millisecond, each with the soonest first', () => {
    const views = [
      ending('later', 30 * DAY_MS + 1),
      ending('month', 7 * DAY_MS + 1),
      ending('week', 7 * DAY_MS),
      ending('soon', 1),
      ending('over', 0),
    ];
    const groups = groupDue(views, [], NOW_MS);
    const names = groups.map(([group, rows]) => [group, rows.map(({ view }) => view.name)]);
    expect(names).toEqual([
      ['overdue', ['over']],
      ['week', ['soon', 'week']],
      ['month', ['month']],
      ['later', ['later']],
    ]);
  });

  it('what is put off stands apart until that is over', () => {
    const snoozed = [{ targetId: 'ent_a', untilMs: NOW_MS + 1 }];
    const groupsAt = (nowMs: number) =>
      groupDue([ending('a', -1)], snoozed, nowMs).map(([group]) => group);
    expect(groupsAt(NOW_MS)).toEqual(['snoozed']);
    expect(groupsAt(NOW_MS + 1)).toEqual(['overdue']);
  });
});
