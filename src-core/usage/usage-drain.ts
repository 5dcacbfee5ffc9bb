/**
 * One batch on its way into the file, slice by slice, so that nobody waits for more than a slice. First the counts in the order of their
 * table, then the uses in the order of theirs: neighbours lie on one page, which is then written once and not with every slice.
 * A cell whose count is in the file has no calls left, so that it can be put back after a fault without being counted twice.
 */
import type { UsageCell } from './usage-batch.ts';
import type { UsageStatements } from './usage-statements.ts';

export interface UsageDrain {
  /** Writes at most `maxRows` rows in one transaction. What it throws leaves the drain as it was. */
  writeSlice(into: UsageStatements, slice: { maxRows: number; latestMs: number }): void;
  readonly isDone: boolean;
  /** Cells that are not wholly in the file. */
  left(): readonly UsageCell[];
}

export function createUsageDrain(cells: readonly UsageCell[]): UsageDrain {
  const counts = cells.filter(({ calls }) => calls > 0).toSorted(byText(({ keyId }) => keyId));
  const uses = cells.filter(({ outcome }) => outcome === 'valid');
  let countsDone = 0;
  let usesDone = 0;

  return {
    writeSlice(into, { maxRows, latestMs }) {
      const counted = counts.slice(countsDone, countsDone + maxRows);
      const room = maxRows - counted.length;
      // Sorted only now: sorting many cells is a slice's work in itself.
      if (room > 0 && usesDone === 0) uses.sort(byText(({ versionId }) => versionId));
      const used = uses.slice(usesDone, usesDone + room);
      into.atomically(() => {
        into.saveTime(latestMs);
        for (const cell of counted) into.countCalls(cell);
        for (const cell of used) into.saveUse(cell);
      });
      for (const cell of counted) cell.calls = 0;
      countsDone += counted.length;
      usesDone += used.length;
    },
    get isDone() {
      return countsDone === counts.length && usesDone === uses.length;
    },
    left: () => [...new Set([...counts.slice(countsDone), ...uses.slice(usesDone)])],
  };
}

function byText(textOf: (cell: UsageCell) => string): (one: UsageCell, other: UsageCell) => number {
  return (one, other) => {
    const [left, right] = [textOf(one), textOf(other)];
    if (left === right) return 0;
    return left < right ? -1 : 1;
  };
}
