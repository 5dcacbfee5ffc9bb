// `npm start`: opens the window, built first where it is not; where no window can be opened here, that is said and the terminal tour runs.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openWindow } from './open-window.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = [
  'src-shared',
  'src-core',
  'src-engine',
  'src-server',
  'src-main',
  'src-preload',
  'src-renderer',
];

const app = join(root, 'out/main/index.mjs');
if (!existsSync(app) || isOlder(statSync(app).mtimeMs)) build();
const code = await openWindow({ root, args: process.argv.slice(2) });
process.exit(code ?? runTour());

function isOlder(builtAtMs) {
  return SOURCES.some((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).some(
      (entry) => entry.isFile() && statSync(join(entry.parentPath, entry.name)).mtimeMs > builtAtMs,
    ),
  );
}

function build() {
  console.error('keywright: building the window');
  const built = spawnSync(
    process.execPath,
    [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  if (built.status === 0) return;
  console.error(built.stderr);
  process.exit(1);
}

function runTour() {
  const tour = spawnSync(process.execPath, [join(root, 'bin/keywright.mjs'), 'tour'], {
    stdio: 'inherit',
  });
  return tour.status ?? 1;
}
