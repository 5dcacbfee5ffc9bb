// All static checks, each at error level: types, lint with restricted imports, format, dead code.
// Runs every one and fails at the end where any failed. The architecture test runs with the tests as well.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const CHECKS = [
  ['types', 'tsc', ['--build']],
  ['lint', 'oxlint', ['--type-aware', '--deny-warnings']],
  ['format', 'biome', ['check', '--linter-enabled=false', '--error-on-warnings', '.']],
  ['dead code', 'knip', ['--no-progress', '--treat-config-hints-as-errors']],
  ['architecture', 'vitest', ['run', '--reporter=dot', 'test/architecture.test.ts']],
];

const failed = CHECKS.filter(([name, command, args]) => {
  const run = spawnSync(`${root}node_modules/.bin/${command}`, args, {
    cwd: root,
    encoding: 'utf8',
  });
  const passed = run.status === 0;
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${name}`);
  if (!passed) console.log(`${run.stdout ?? ''}${run.stderr ?? ''}${run.error ?? ''}`);
  return !passed;
});

if (failed.length > 0) {
  console.error(`keywright: ${failed.length} of ${CHECKS.length} checks failed`);
  process.exit(1);
}
