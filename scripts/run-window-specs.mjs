// The specs of the window and of the stand-in, as part of `npm test`: builds the window where it is not, then drives it. Counts as scripts/count-tests.mjs.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isWindowBuilt } from './ensure-window.mjs';

/** A launch waits for processes most of its time: three at once fit two cores. */
const WORKERS = '3';

/** `{ status, counts }`; a build that fails counts as one failed test. `env` is that of the other tests. */
export function runWindowSpecs(root, env) {
  const build = ['node_modules/electron-vite/bin/electron-vite.js', 'build'];
  if (!isWindowBuilt(root) && node(root, build, env) !== 0) {
    return { status: 1, counts: { passed: 0, failed: 1, skipped: 0 } };
  }
  const directory = mkdtempSync(join(tmpdir(), 'kw-window-'));
  const report = join(directory, 'report.json');
  try {
    const args = ['node_modules/@playwright/test/cli.js', 'test', '-c', 'test/e2e'];
    const status = node(root, [...args, '--reporter=list,json'], {
      ...env,
      DISPLAY: undefined,
      E2E_SLICE: '1',
      E2E_WORKERS: env.E2E_WORKERS ?? WORKERS,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    });
    return { status, counts: countSpecs(report) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A spec that passed only when it was repeated counts as failed. */
function countSpecs(report) {
  try {
    const { stats } = JSON.parse(readFileSync(report, 'utf8'));
    const failed = stats.unexpected + stats.flaky;
    return { passed: stats.expected, failed, skipped: stats.skipped };
  } catch {
    console.error('keywright: the run of the window’s specs broke off and left no report');
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function node(root, args, env) {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return status ?? 1;
}
