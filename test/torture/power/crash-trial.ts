/** One power cut: lays out what it leaves, judges it, and keeps the folder where the verdict is bad. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SeededChoice } from '../../core/vault/seeded-choice.ts';
import { parseWorld, type World } from '../home-world.ts';
import { judgeHome } from '../judge-home.ts';
import { layOutCrash } from './crash-state.ts';
import type { DiskHistory } from './disk-history.ts';
import { dropUnsynced, randomSubset } from './power-cuts.ts';

export interface PowerCutPoint {
  /** The last change, flush or mark before the power went. */
  readonly at: number;
  /** Chooses what survives; null: nothing but what was flushed. */
  readonly seed: number | null;
}

export interface BadCrash {
  readonly point: PowerCutPoint;
  readonly during: string;
  readonly faults: readonly string[];
  /** The disk as the power cut left it, to look into; null where it was not to be kept. */
  readonly kept: string | null;
}

/** In memory where the system has such a folder, so that thousands of disks take minutes. */
const WHERE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Null: nothing is wrong. The home lies in `home` and the backups beside it. */
export async function tryCrash(
  history: DiskHistory,
  point: PowerCutPoint,
  evidence: 'keep' | 'discard' = 'keep',
): Promise<BadCrash | null> {
  const { acked, next, during } = situation(history, point.at);
  const faults = await judge(history, point, (folder) =>
    judgeHome(join(folder, 'home'), { acked, next }, folder),
  );
  if (faults.length === 0) return null;
  // A restore leads back: either the replaced vault is there, or the restored one.
  if (during === 'begin restore' && next !== null) {
    const restored = await judge(history, point, (folder) =>
      judgeHome(join(folder, 'home'), { acked: next, next: acked }, folder),
    );
    if (restored.length === 0) return null;
    faults.push('or', ...restored);
  }
  return { point, during, faults, kept: evidence === 'keep' ? layOut(history, point) : null };
}

async function judge(
  history: DiskHistory,
  point: PowerCutPoint,
  verdict: (folder: string) => Promise<string[]>,
): Promise<string[]> {
  const folder = layOut(history, point);
  try {
    return await verdict(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function layOut(history: DiskHistory, { at, seed }: PowerCutPoint): string {
  const folder = mkdtempSync(join(WHERE, 'kw-crash-'));
  const cut = seed === null ? dropUnsynced : randomSubset(new SeededChoice(seed));
  layOutCrash(history.root, { at, cut }, folder);
  return folder;
}

interface Situation {
  readonly acked: World | null;
  readonly next: World | null;
  /** The last line that the writer printed: a world's step, or the one it began. */
  readonly during: string;
}

function situation(history: DiskHistory, at: number): Situation {
  let acked: World | null = null;
  let during = 'start';
  for (const mark of history.marks) {
    const world = parseWorld(mark.text);
    if (mark.at > at) {
      if (world === null) continue;
      return { acked, next: during.startsWith('begin') ? world : null, during };
    }
    during = world === null ? mark.text.trim() : `after ${world.step}`;
    acked = world ?? acked;
  }
  return { acked, next: null, during };
}
