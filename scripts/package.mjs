// `npm run package`: installs electron-builder where it is missing, builds the window and the terminal command, and makes the formats
// asked for (`npm run package -- dir`), by default those of this system. `--prepare` stops before that.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureBuilder } from './ensure-builder.mjs';
import { ensureWindow } from './ensure-window.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);

ensureBuilder(root);
ensureWindow(root);
if (!args.includes('--prepare')) {
  run(['scripts/build.mjs']);
  run(['packaging/package.ts', ...args]);
}

function run(command) {
  const { status, error } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  if (status === 0) return;
  if (error !== undefined) console.error(`keywright: ${error.message}`);
  process.exit(status ?? 1);
}
