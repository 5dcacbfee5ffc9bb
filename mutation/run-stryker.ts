/** Runs Stryker on one area in a process of its own and reads what it found. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { areaEnvironment } from './area-environment.ts';
import { type AreaName, areaOf } from './areas.ts';
import type { Flags } from './measure-areas.ts';
import { type MutationScore, readScore } from './stryker-report.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const PROGRAM = 'mutation/node_modules/@stryker-mutator/core/bin/stryker.js';
const RESULTS = '.stryker/results';

/** Null where Stryker broke off. All that it says is on standard error. */
export function runStryker(area: AreaName, flags: Flags): MutationScore | null {
  const folder = join(root, RESULTS);
  const report = join(folder, `${area}.report.json`);
  mkdirSync(folder, { recursive: true });
  rmSync(report, { force: true });
  const config = join(folder, `${area}.config.json`);
  writeFileSync(config, JSON.stringify(optionsOf(area, flags), null, 2));
  spawnSync(process.execPath, [PROGRAM, 'run', config], {
    cwd: root,
    env: areaEnvironment(area),
    stdio: ['ignore', 2, 'inherit'],
  });
  return readScore(report);
}

function optionsOf(area: AreaName, { concurrency, fresh }: Flags): object {
  return {
    mutate: areaOf(area).sources,
    plugins: ['@stryker-mutator/vitest-runner'],
    testRunner: 'vitest',
    vitest: { configFile: 'mutation/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest',
    concurrency,
    incremental: true,
    force: fresh,
    incrementalFile: `${RESULTS}/${area}.incremental.json`,
    tempDirName: `.stryker/sandbox-${area}`,
    ignorePatterns: ['.stryker', 'dist', 'bench'],
    // TypeScript 7 has no parser for JavaScript callers; vitest needs no tsconfig.
    tsconfigFile: 'none.json',
    disableTypeChecks: false,
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: `${RESULTS}/${area}.report.json` },
    timeoutMS: 10_000,
    // The score is judged by the caller.
    thresholds: { high: 100, low: 90, break: null },
    allowConsoleColors: false,
  };
}
