/**
 * What an unlock owes beyond opening: pending copies settled, and today's backup. Both have to look at every entry, so where somebody
 * waits for a list they come afterwards, a few entries at a time.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { keepDailyBackup } from '../src-core/vault/automatic-backups.ts';
import type { ErrorCode } from '../src-shared/error/error-codes.ts';
import type { InTurn } from './in-turns.ts';
import { type SettleDeps, type SettledCopies, settleCopies } from './settle-copies.ts';

export interface Upkeep {
  readonly settled: SettledCopies;
  /** What kept today's backup from being made; null: nothing, or it is still to come. */
  readonly backupFault: ErrorCode | null;
}

export interface UpkeepDeps extends SettleDeps {
  /** Where a backup is kept each day; null: none is. */
  readonly backupsDir: string | null;
}

/** Entries opened at once: a call that comes meanwhile waits a few milliseconds. */
const SLICE = 200;

export const nothingDone: Upkeep = {
  settled: { confirmed: 0, discarded: 0 },
  backupFault: null,
};

export async function keepUp(deps: UpkeepDeps): Promise<Upkeep> {
  const settled = await settleCopies(deps);
  return { settled, backupFault: await backUpOnceADay(deps) };
}

/** As settleCopies, after every overview was opened in slices. Throws vault/locked where the vault is closed meanwhile. */
export async function settleInSlices(deps: SettleDeps, inTurn: InTurn): Promise<SettledCopies> {
  const { vault } = deps;
  const ids = await inTurn(async () => vault.ids());
  for (let at = 0; at < ids.length; at += SLICE) {
    await inTurn(async () => vault.listOf(ids.slice(at, at + SLICE)));
    await nextTurn();
  }
  return inTurn(() => settleCopies(deps));
}

/** Needs no turn: it copies the file as it is at some moment, and calls go on meanwhile. */
export async function backUpOnceADay(deps: UpkeepDeps): Promise<ErrorCode | null> {
  const { vault, backupsDir, nowMs } = deps;
  return backupsDir === null ? null : keepDailyBackup(vault, { folder: backupsDir, nowMs });
}
