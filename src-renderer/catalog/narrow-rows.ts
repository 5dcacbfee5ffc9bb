/**
 * Searching many rows in slices, so that no key press waits for the one before: each slice is one short task, and a search that is no
 * longer wanted ends at the next.
 */
import type { Row } from './rows.ts';

const SLICE_ROWS = 8_000;

export interface Narrowing {
  readonly cancel: () => void;
}

/** Calls `done` with the rows that match, in their order; never after `cancel`. `matches` must not throw. */
export function narrowRows(
  rows: readonly Row[],
  matches: (row: Row) => boolean,
  done: (found: readonly Row[]) => void,
): Narrowing {
  const found: Row[] = [];
  const channel = new MessageChannel();
  let start = 0;
  let isWanted = true;
  const slice = (): void => {
    if (!isWanted) return;
    const end = Math.min(start + SLICE_ROWS, rows.length);
    for (let index = start; index < end; index += 1) {
      const row = rows[index];
      if (row !== undefined && matches(row)) found.push(row);
    }
    start = end;
    if (start < rows.length) channel.port2.postMessage(null);
    else {
      channel.port1.close();
      if (isWanted) done(found);
    }
  };
  channel.port1.addEventListener('message', slice);
  channel.port1.start();
  channel.port2.postMessage(null);
  return {
    cancel: () => {
      isWanted = false;
      channel.port1.close();
    },
  };
}
