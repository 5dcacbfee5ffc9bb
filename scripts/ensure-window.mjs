// Builds the window where it is not built, or older than its sources.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = [
  'src-shared',
  'src-core',
  'src-engine',
  'src-server',
  'src-main',
  'src-preload',
  'src-renderer',
  'packaging/notices',
];

/** Ends the process with what the build said where it fails. */
export function ensureWindow(root) {
  if (isWindowBuilt(root)) return;
  console.error('keywright: building the window');
  const built = spawnSync(
    process.execPath,
    [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'],
    { cwd: root, encoding: 'utf8' },
  );
  if (built.status === 0) return;
  console.error(built.stderr);
  process.exit(1);
}

/** Whether the window is built and no source is newer. */
export function isWindowBuilt(root) {
  const app = join(root, 'out/main/index.mjs');
  return existsSync(app) && !isOlder(root, statSync(app).mtimeMs);
}

function isOlder(root, builtAtMs) {
  return SOURCES.some((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).some(
      (entry) => entry.isFile() && statSync(join(entry.parentPath, entry.name)).mtimeMs > builtAtMs,
    ),
  );
}
