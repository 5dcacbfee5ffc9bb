import { describe, expect, it } from 'vitest';
import { mergeByTime } from '../../../src-shared/audit/merge-by-time.ts';
import type { LoggedEvent } from '../../../src-shared/contract/store-answers.ts';
import type { EventId } from '../../../src-shared/ids/ids.ts';

const event = (log: 'vault' | 'store', seq: number, atMs: number): LoggedEvent => ({
  log,
  event: {
    seq,
    id: `evt_${seq}` as EventId,
    atMs,
    kind: 'x.done',
    actor: 'local:x',
    via: 'cli',
    reason: null,
    subject: {},
    details: {},
  },
});
const order = (events: readonly LoggedEvent[]): string[] =>
  events.map(({ log, event: { seq } }) => `${log}${seq}`);

describe('mergeByTime', () => {
  it('puts the earlier event first and keeps every one', () => {
    const store = [event('store', 1, 10), event('store', 2, 30)];
    const vault = [event('vault', 1, 20), event('vault', 2, 40)];
    expect(order(mergeByTime(store, vault))).toEqual(['store1', 'vault1', 'store2', 'vault2']);
    expect(order(mergeByTime([], vault))).toEqual(['vault1', 'vault2']);
    expect(order(mergeByTime(store, []))).toEqual(['store1', 'store2']);
  });

  it('keeps the order of each log even where the clock was set back', () => {
    const store = [event('store', 1, 100), event('store', 2, 5), event('store', 3, 6)];
    const merged = order(mergeByTime(store, [event('vault', 1, 50)]));
    expect(merged.filter((name) => name.startsWith('store'))).toEqual([
      'store1',
      'store2',
      'store3',
    ]);
    expect(merged).toHaveLength(4);
  });
});
