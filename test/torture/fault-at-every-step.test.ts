/**
 * One call to the system fails, or the program is killed at it: for the k-th call of every kind, k = 1, 2, … to the last. Each time the
 * step ends with a typed error and the state before or after it, never one between, and can be done again.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BundledProgram, bundleProgram } from '../core/vault/child-program.ts';
import { printedSeed, SeededChoice } from '../core/vault/seeded-choice.ts';
import { scaled } from '../scale.ts';
import { judgeStep, type Trial } from './faults/judge-step.ts';
import { FAULTY_CALLS, faultsOf, injection, isHit, type StepFault } from './faults/step-faults.ts';
import { straceStep } from './faults/strace-step.ts';
import { prepareHome, STEP_NAMES, type StepInput, type StepName } from './home-step.ts';
import { pictureHome } from './picture-home.ts';

const FAULTS_A_STEP = scaled(7);
const WHERE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

let program: BundledProgram;
let base: string;
let code: string;

beforeAll(async () => {
  program = await bundleProgram(new URL('./one-step.ts', import.meta.url));
  base = mkdtempSync(join(WHERE, 'kw-fault-'));
  code = await prepareHome(join(base, 'prepared'));
});

afterAll(() => {
  program.remove();
  rmSync(base, { recursive: true, force: true });
});

/** A fresh folder for the step; always of the same name, so that no path changes what the program does. */
function freshInput(step: StepName): StepInput {
  const folder = join(base, 'trial');
  rmSync(folder, { recursive: true, force: true });
  if (step === 'init') mkdirSync(folder);
  else cpSync(join(base, 'prepared'), folder, { recursive: true });
  return { step, folder, code: step === 'init' ? '' : code };
}

async function calibrate(step: StepName): Promise<Trial & { faults: StepFault[] }> {
  const input = freshInput(step);
  const before = await pictureHome(input.folder, input.code);
  const run = await straceStep(freshInput(step), {
    program,
    strace: ['--seccomp-bpf', '-e', `trace=${FAULTY_CALLS.join(',')}`],
  });
  expect(run.ended).toBe('done');
  const after = await pictureHome(input.folder, input.code);
  expect(after).not.toBe(before);
  return { input, before, after, faults: faultsOf(input.folder, run) };
}

function sample(faults: readonly StepFault[], choice: SeededChoice): StepFault[] {
  if (faults.length <= FAULTS_A_STEP) return [...faults];
  const left = [...faults];
  return Array.from(
    { length: FAULTS_A_STEP },
    () => left.splice(choice.below(left.length), 1)[0],
  ).filter((fault) => fault !== undefined);
}

describe.runIf(process.platform === 'linux')('a fault at every call of a step', () => {
  it.each(STEP_NAMES)(
    'leaves %s done or not done, with a typed error',
    {
      timeout: 7_200_000,
    },
    async (step) => {
      const choice = new SeededChoice(printedSeed(`faults of ${step}`));
      const { faults, ...trial } = await calibrate(step);
      expect(faults.length).toBeGreaterThan(50);
      const bad: object[] = [];
      let hits = 0;
      for (const fault of sample(faults, choice)) {
        freshInput(step);
        const run = await straceStep(trial.input, { program, strace: injection(fault) });
        // A call of Node's own may have come between: that is no fault of this step.
        if (!isHit(trial.input.folder, run)) continue;
        hits += 1;
        const mayBeDamaged = fault.call === 'pread64';
        const why = await judgeStep(trial, { ended: run.ended, mayBeDamaged });
        if (why !== null) bad.push({ ...fault, why });
      }
      expect(bad).toEqual([]);
      expect(hits).toBeGreaterThan(0.75 * Math.min(faults.length, FAULTS_A_STEP) - 1);
    },
  );

  it('is noticed where a program swallows it (control)', async () => {
    const { faults, ...trial } = await calibrate('add');
    const flushes = faults.filter(({ call, fault }) => call === 'fsync' && fault === 'EIO');
    const verdicts: (string | null)[] = [];
    for (const fault of flushes) {
      freshInput('add');
      const options = { program, isSwallowing: true, strace: injection(fault) };
      const run = await straceStep(trial.input, options);
      verdicts.push(await judgeStep(trial, { ended: run.ended, mayBeDamaged: false }));
    }
    expect(verdicts).toContain('done, and the state is the one before');
  });
});
