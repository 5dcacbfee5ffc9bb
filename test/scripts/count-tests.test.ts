import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const module = fileURLToPath(new URL('../../scripts/count-tests.mjs', import.meta.url));

function count(report: object, exitCode: number): unknown {
  const script = `import { countTests } from ${JSON.stringify(module)};
    console.log(JSON.stringify(countTests(${JSON.stringify(report)}, ${exitCode})));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script]);
  return JSON.parse(output.toString());
}

const report = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 };
const file = (status: string, tests: readonly string[]) => ({
  status,
  assertionResults: tests.map((state) => ({ status: state })),
});

describe('the figures at the end of npm test', () => {
  it('counts what passed and what was skipped', () => {
    const sound = { ...report, testResults: [file('passed', ['passed', 'skipped'])] };
    expect(count(sound, 0)).toEqual({ passed: 5, failed: 0, skipped: 2 });
  });

  it('counts a file that could not start as a failure', () => {
    const broken = { ...report, testResults: [file('failed', [])] };
    expect(count(broken, 1)).toMatchObject({ failed: 1 });
  });

  it('counts a failed test once, with or without its file', () => {
    const failed = { ...report, numFailedTests: 1, testResults: [file('failed', ['failed'])] };
    expect(count(failed, 1)).toMatchObject({ failed: 1 });
  });

  it('counts a run that failed for a reason of its own as a failure', () => {
    const late = { ...report, testResults: [file('passed', ['passed'])] };
    expect(count(late, 1)).toMatchObject({ failed: 1 });
  });
});
