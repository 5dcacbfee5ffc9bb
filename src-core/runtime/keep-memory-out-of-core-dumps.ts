/**
 * A program that crashes must not leave its secrets in a core file. Node cannot set resource limits for itself, but on Linux a process
 * may say which of its memory a dump holds: none of it. Children inherit that (core(5)). macOS dumps nothing by default, Windows
 * nothing without a registry entry (docs/decisions/0080-no-memory-in-core-dumps.md).
 */
import { writeFileSync } from 'node:fs';

const FILTER = '/proc/self/coredump_filter';

/** For this process and those it starts from now on. Where the kernel has no such filter, nothing happens. */
export function keepMemoryOutOfCoreDumps(): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync(FILTER, '0');
  } catch {
    return;
  }
}
