// Runs the suites of a night in the private session of the tests and compares what they say they did with what was to be reached.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureKeytar } from './ensure-keytar.mjs';
import { readFigures, shortfalls } from './nightly-figures.mjs';
import { NIGHTLY } from './nightly-plan.mjs';
import { ensureSystemParts, TEST_PARTS } from './system-parts.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** What a night may take; a suite that is not begun by then is told as not run, which is a failure. */
const LIMIT_MS = 6 * 3_600_000;
const MAX_OUTPUT_BYTES = 1 << 28;

/** Names of suites choose them; none: all. Exit code 0, 1 where anything failed or fell short, 2 where a part is missing. */
export function runNightly(names) {
  const unknown = names.filter((name) => !NIGHTLY.some((suite) => suite.name === name));
  const missing = ensureSystemParts(TEST_PARTS) ?? ensureKeytar(root);
  if (missing !== null || unknown.length > 0) {
    console.error(`keywright: ${missing ?? `no such suite: ${unknown.join(', ')}`}`);
    return 2;
  }
  if (
    spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' }).status !== 0
  ) {
    return 1;
  }
  const chosen = NIGHTLY.filter(({ name }) => names.length === 0 || names.includes(name));
  const endsAtMs = Date.now() + LIMIT_MS;
  const results = chosen
    .filter(({ paths }) => paths.some((path) => existsSync(join(root, path))))
    .map((suite) => runSuite(suite, endsAtMs));
  if (names.length === 0) results.push(...runMutation(endsAtMs));
  console.log('\nsuite · scale · minutes · what was done');
  for (const { line } of results) console.log(line);
  const failed = results.filter(({ isGood }) => !isGood);
  console.log(
    `${results.length - failed.length} suites reached their figures, ${failed.length} failed`,
  );
  return failed.length === 0 ? 0 : 1;
}

function runSuite(suite, endsAtMs) {
  const { name, paths, scale, title, figures } = suite;
  const leftMs = endsAtMs - Date.now();
  if (leftMs <= 0) return { isGood: false, line: `${name} · not run: the night was over` };
  const beganMs = Date.now();
  const vitest = [process.execPath, join(root, 'node_modules/vitest/vitest.mjs'), 'run'];
  const args = ['--no-file-parallelism', ...(title === undefined ? [] : ['-t', title]), ...paths];
  const ran = spawnSync('sh', [join(root, 'test/with-keyring.sh'), ...vitest, ...args], {
    cwd: root,
    env: { ...process.env, KEYWRIGHT_TEST_SCALE: String(scale) },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
    timeout: leftMs,
  });
  process.stdout.write(ran.stdout ?? '');
  const reached = readFigures(ran.stdout ?? '');
  const short = shortfalls(figures, reached);
  const minutes = ((Date.now() - beganMs) / 60_000).toFixed(1);
  const isGood = ran.status === 0 && short.length === 0;
  const done = [...reached].map(([what, count]) => `${count} ${what}`).join(', ');
  const faults = ran.status === 0 ? short : ['FAILED', ...short];
  const told = [done, ...faults].filter((text) => text !== '').join('; ');
  return { isGood, line: `${name} · ${scale} · ${minutes} · ${told || 'passed'}` };
}

/** Where the project measures mutants, they are part of the night. */
function runMutation(endsAtMs) {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  if (scripts.mutation === undefined) return [];
  const leftMs = endsAtMs - Date.now();
  if (leftMs <= 0) return [{ isGood: false, line: 'mutation · not run: the night was over' }];
  const ran = spawnSync('npm', ['run', 'mutation'], {
    cwd: root,
    stdio: 'inherit',
    timeout: leftMs,
  });
  const isGood = ran.status === 0;
  return [{ isGood, line: `mutation · · · ${isGood ? 'passed' : 'FAILED'}` }];
}
