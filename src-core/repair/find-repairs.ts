/** Everything that can be mended in a home without its password. Looks only; each repair is applied by whoever asked. */
import { findBrokenBackups } from './broken-backups.ts';
import { findBrokenIndexes } from './broken-indexes.ts';
import { findBrokenUsage } from './broken-usage.ts';
import { findDeadEndpoints } from './dead-endpoints.ts';
import { findExposedFiles } from './exposed-files.ts';
import { findLeftOverLogs } from './left-over-logs.ts';
import type { Repair, RepairDeps } from './repair.ts';
import { findStrayFiles } from './stray-files.ts';
import { findTornCheckpoints } from './torn-checkpoints.ts';

/** In the order in which they are to be applied: modes before anything is moved, logs before indexes. Throws file/unreadable. */
export function findRepairs(deps: RepairDeps): Repair[] {
  return [
    ...findExposedFiles(deps),
    ...findDeadEndpoints(deps),
    ...findStrayFiles(deps),
    ...findLeftOverLogs(deps),
    ...findBrokenIndexes(deps),
    ...findBrokenUsage(deps),
    ...findBrokenBackups(deps),
    ...findTornCheckpoints(deps),
  ];
}
