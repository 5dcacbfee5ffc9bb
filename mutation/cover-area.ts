/** Runs an area's tests under V8's coverage, in a process of their own, and reads which branches they take. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { areaEnvironment } from './area-environment.ts';
import type { AreaName } from './areas.ts';
import { type BranchCoverage, readBranches } from './read-branches.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = '.stryker/coverage';

/** Null where a test failed; what it said is on standard error. */
export function coverArea(area: AreaName): BranchCoverage | null {
  const folder = join(root, FOLDER, area);
  rmSync(folder, { recursive: true, force: true });
  const args = ['run', '--reporter=dot', '--config', 'mutation/vitest.config.ts'];
  const coverage = ['--coverage.enabled', `--coverage.reportsDirectory=${folder}`];
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', ...args, ...coverage],
    { cwd: root, env: areaEnvironment(area), stdio: ['ignore', 2, 'inherit'] },
  );
  return status === 0 ? readBranches(join(folder, 'coverage-final.json'), root) : null;
}
