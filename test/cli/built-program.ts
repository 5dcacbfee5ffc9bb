/** The program as built, and built anew where a source is newer than the bundle. One of the test processes builds, the others wait. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const lock = join(root, 'node_modules/.cache/building-program');
const WAIT_MS = 100;
const MAX_WAITS = 600;

/** Path of bin/keywright.mjs. KEYWRIGHT_TEST_PROGRAM names another build, which is taken as it is. */
export function builtProgram(): string {
  const given = process.env.KEYWRIGHT_TEST_PROGRAM;
  if (given !== undefined && given !== '') return given;
  if (isStale()) buildOnce();
  return join(root, 'bin/keywright.mjs');
}

function buildOnce(): void {
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
  for (let waits = 0; !takeLock(); waits += 1) {
    if (waits > MAX_WAITS) throw new Error(`remove ${lock}: a build broke off there`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
  }
  try {
    if (!isStale()) return;
    const built = spawnSync(process.execPath, ['scripts/build.mjs'], {
      cwd: root,
      encoding: 'utf8',
    });
    if (built.status !== 0) throw new Error(`the build failed:\n${built.stdout}${built.stderr}`);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function takeLock(): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

function isStale(): boolean {
  const builtMs = changedMs(join(root, 'dist/keywright.mjs'));
  const folders = readdirSync(root).filter((name) => name.startsWith('src-'));
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(root, folder, name)),
    )
    .some((file) => changedMs(file) > builtMs);
}

function changedMs(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
