/** What was used since the last write, added up in memory: one cell per version, outcome and hour. Bounded. */
import type { Outcome } from '../../src-shared/contract/outcome.ts';
import type { KeyId, VersionId } from '../../src-shared/ids/ids.ts';
import type { UsageEvent } from './usage-recorder.ts';

const HOUR_MS = 3_600_000;

export interface UsageCell {
  readonly keyId: KeyId;
  readonly versionId: VersionId;
  readonly outcome: Outcome;
  readonly hourMs: number;
  /** 0 where they are in the file already and only the use is not. */
  calls: number;
  firstMs: number;
  lastMs: number;
}

export interface UsageBatch {
  /** False where the batch is full and the event opened no cell: it is lost. */
  add(event: UsageEvent): boolean;
  /** Takes all cells out. */
  take(): readonly UsageCell[];
  /** Puts cells that were taken back, whatever the bound. */
  putBack(cells: readonly UsageCell[]): void;
  readonly size: number;
}

export function createUsageBatch(maxCells: number): UsageBatch {
  /** The cells of a version: mostly one, and few. */
  const byVersion = new Map<VersionId, UsageCell[]>();
  let size = 0;

  function insert(cell: UsageCell): void {
    const cells = byVersion.get(cell.versionId);
    if (cells === undefined) byVersion.set(cell.versionId, [cell]);
    else cells.push(cell);
    size += 1;
  }

  return {
    add({ keyId, versionId, outcome, atMs }) {
      const hourMs = atMs - (atMs % HOUR_MS);
      const cell = cellOf(byVersion.get(versionId), outcome, hourMs);
      if (cell !== undefined) {
        cell.calls += 1;
        cell.firstMs = Math.min(cell.firstMs, atMs);
        cell.lastMs = Math.max(cell.lastMs, atMs);
        return true;
      }
      if (size >= maxCells) return false;
      insert({ keyId, versionId, outcome, hourMs, calls: 1, firstMs: atMs, lastMs: atMs });
      return true;
    },
    take() {
      const cells = [...byVersion.values()].flat();
      byVersion.clear();
      size = 0;
      return cells;
    },
    putBack(cells) {
      for (const cell of cells) {
        const known = cellOf(byVersion.get(cell.versionId), cell.outcome, cell.hourMs);
        if (known === undefined) insert(cell);
        else merge(known, cell);
      }
    },
    get size() {
      return size;
    },
  };
}

function merge(into: UsageCell, cell: UsageCell): void {
  into.calls += cell.calls;
  into.firstMs = Math.min(into.firstMs, cell.firstMs);
  into.lastMs = Math.max(into.lastMs, cell.lastMs);
}

function cellOf(
  cells: readonly UsageCell[] | undefined,
  outcome: Outcome,
  hourMs: number,
): UsageCell | undefined {
  if (cells === undefined) return undefined;
  for (const cell of cells) if (cell.hourMs === hourMs && cell.outcome === outcome) return cell;
  return undefined;
}
