// `npm run bench`: installs what Keywright is compared with where it is missing, builds the program, and runs the benchmarks.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bench = `${root}bench`;

if (comparesWithOthers(process.argv.slice(2)) && !existsSync(`${bench}/node_modules/kdbxweb`)) {
  console.log('Installing what Keywright is compared with, into bench/node_modules');
  run([...npm(), 'ci', '--ignore-scripts'], bench);
}
run([process.execPath, 'scripts/build.mjs'], root);
const vite = 'node_modules/electron-vite/bin/electron-vite.js';
run([process.execPath, vite, 'build', '--logLevel=error'], root);
run([process.execPath, 'bench/run.ts', ...process.argv.slice(2)], root);

/** The cases of the window have no peer to install. */
function comparesWithOthers(args) {
  const cases = args.filter((_arg, index) => args[index - 1] === '--only');
  return cases.length === 0 || cases.some((name) => !name.startsWith('window-'));
}

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
