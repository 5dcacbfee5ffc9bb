/** A folder that costs no disk flushes, for tests that write thousands of files: in memory where the system has such a place. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';

export function memoryFolder(): { readonly path: string; remove(): void } {
  const base = existsSync(MEMORY) ? MEMORY : tmpdir();
  const path = mkdtempSync(join(base, 'keywright-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
