/** Two audit logs in one order. */
import type { LoggedEvent } from '../contract/store-answers.ts';

/** Each log keeps its own order, whatever the clock did; between the two the earlier event comes first. */
export function mergeByTime(
  first: readonly LoggedEvent[],
  second: readonly LoggedEvent[],
): LoggedEvent[] {
  const merged: LoggedEvent[] = [];
  let [left, right] = [0, 0];
  while (left < first.length || right < second.length) {
    const [a, b] = [first[left], second[right]];
    if (a !== undefined && (b === undefined || a.event.atMs <= b.event.atMs)) {
      merged.push(a);
      left += 1;
    } else if (b !== undefined) {
      merged.push(b);
      right += 1;
    }
  }
  return merged;
}
