// Installs electron-builder into packaging/node_modules where it is missing; nothing else of the project knows it (docs/decisions/0151).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Ends the process where the installation fails. */
export function ensureBuilder(root) {
  const folder = join(root, 'packaging');
  if (existsSync(join(folder, 'node_modules/electron-builder'))) return;
  console.error('Installing electron-builder into packaging/node_modules');
  const [command, ...args] = [...npm(), 'ci', '--ignore-scripts', '--prefer-offline'];
  const { status, error } = spawnSync(command, args, { cwd: folder, stdio: 'inherit' });
  if (status === 0) return;
  if (error !== undefined) console.error(`keywright: ${command}: ${error.message}`);
  process.exit(status ?? 1);
}

/** The npm that started this script, else the one on the path. */
function npm() {
  const script = process.env.npm_execpath;
  return script === undefined ? ['npm'] : [process.execPath, script];
}
