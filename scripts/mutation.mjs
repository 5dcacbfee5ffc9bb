// `npm run mutation`: installs Stryker where it is missing and measures how many mutants of the core its tests catch.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}mutation`;

if (!existsSync(`${folder}/node_modules/@stryker-mutator/core`)) {
  console.error('Installing Stryker into mutation/node_modules');
  run([...npm(), 'ci', '--ignore-scripts'], folder);
}
run([process.execPath, 'mutation/run.ts', ...process.argv.slice(2)], root);

/** The npm that started this script, else the one on the path. */
function npm() {
  const script = process.env.npm_execpath;
  return script === undefined ? ['npm'] : [process.execPath, script];
}

function run([command, ...args], cwd) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (status === 0) return;
  if (error !== undefined) console.error(`keywright: ${command}: ${error.message}`);
  process.exit(status ?? 1);
}
