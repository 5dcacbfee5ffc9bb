// The test command behind `npm test`: parts, keytar, checks, tests; the last line is always "N passed, N failed".
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countTests } from './count-tests.mjs';
import { ensureKeytar } from './ensure-keytar.mjs';
import { runWindowSpecs } from './run-window-specs.mjs';
import { ensureSystemParts, TEST_PARTS } from './system-parts.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Exit code of the run: 0, 1 where a check or a test failed, 2 where a part is missing. With arguments (files, vitest options)
 * only those tests run, without the checks.
 */
export function runTests(args) {
  const missing = ensureSystemParts(TEST_PARTS) ?? ensureKeytar(root);
  if (missing !== null) {
    console.error(`keywright: ${missing}`);
    return 2;
  }
  const isPartial = args.length > 0;
  const steps = isPartial ? ['build'] : ['build', 'check'];
  // Tests start the bundle: an old one would pass for code that is no longer there.
  const failedSteps = steps.filter((step) => node([`scripts/${step}.mjs`]) !== 0);
  // In the private session of the tests npm would not find what the person has set for it.
  const isPackaged = !isPartial || args.some((arg) => arg.includes('packaging'));
  if (isPackaged && node(['scripts/package.mjs', '--prepare']) !== 0) failedSteps.push('package');
  if (isPartial) console.log('Checks left out: only the tests that were named run.');
  const ofCore = runVitest(args);
  const ofWindow = isPartial ? NOTHING_RUN : runWindowSpecs(root, testEnvironment());
  const counts = sum(ofCore.counts, ofWindow.counts);
  const status = ofCore.status || ofWindow.status;
  for (const step of failedSteps) console.error(`The ${step} failed: see above, before the tests.`);
  if (counts.skipped > 0) console.log(`${counts.skipped} skipped`);
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  return failedSteps.length === 0 && status === 0 && counts.failed === 0 ? 0 : 1;
}

const NOTHING_RUN = { status: 0, counts: { passed: 0, failed: 0, skipped: 0 } };

function sum(first, second) {
  return {
    passed: first.passed + second.passed,
    failed: first.failed + second.failed,
    skipped: first.skipped + second.skipped,
  };
}

function node(args) {
  return run(process.execPath, args, process.env);
}

function runVitest(args) {
  const directory = mkdtempSync(join(tmpdir(), 'kw-report-'));
  const report = join(directory, 'report.json');
  const vitest = [
    process.execPath,
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ];
  try {
    const [command, ...rest] =
      process.platform === 'linux' ? ['sh', join(root, 'test/with-keyring.sh'), ...vitest] : vitest;
    const status = run(command, rest, testEnvironment());
    return { status, counts: countsOf(report, status) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** No variable of a developer's own Keywright reaches the tests; KEYWRIGHT_TEST_… are ours. */
function testEnvironment() {
  const isForeign = (name) => name.startsWith('KEYWRIGHT_') && !name.startsWith('KEYWRIGHT_TEST_');
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isForeign(name)));
}

function countsOf(report, status) {
  try {
    return countTests(JSON.parse(readFileSync(report, 'utf8')), status);
  } catch {
    console.error('keywright: the test run broke off and left no report');
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function run(command, args, env) {
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) console.error(`keywright: cannot run ${command}: ${error.message}`);
  if (signal) console.error(`keywright: ${command} was ended by ${signal}`);
  return status ?? 1;
}
