/** Which automatic backups stay: the newest seven, and of the older ones the newest of each of the last four weeks that have one. */

const NAME = /^vault-(\d{4}-\d{2}-\d{2})\.db$/;
const DAILY = 7;
const WEEKLY = 4;
const DAY_MS = 86_400_000;
/** 1 January 1970 was a Thursday; weeks begin on Monday. */
const THURSDAY = 3;

/** The name of the backup of the day, UTC. */
export function backupName(nowMs: number): string {
  return `vault-${new Date(nowMs).toISOString().slice(0, 10)}.db`;
}

/** Start of the day a backup is named for; null for any other name. */
export function backupDayMs(name: string): number | null {
  const ms = Date.parse(NAME.exec(name)?.[1] ?? '');
  return Number.isNaN(ms) ? null : ms;
}

/** Those of the names that are automatic backups and no longer kept. Other names are never among them. */
export function outdatedBackups(names: readonly string[]): readonly string[] {
  const newestFirst = names
    .filter((name) => backupDayMs(name) !== null)
    .toSorted()
    .toReversed();
  const older = newestFirst.slice(DAILY);
  const weeks = new Set<number>();
  return older.filter((name) => {
    const week = weekOf(backupDayMs(name) ?? 0);
    if (weeks.has(week) || weeks.size === WEEKLY) return true;
    weeks.add(week);
    return false;
  });
}

function weekOf(ms: number): number {
  return Math.floor((ms / DAY_MS + THURSDAY) / 7);
}
