/** A disk that is full, at every size from nothing to spare until the step fits: typed, done or not done, and repeatable with room. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BundledProgram, bundleProgram } from '../core/vault/child-program.ts';
import { scaled } from '../scale.ts';
import { judgeStep } from './faults/judge-step.ts';
import { smallDisk } from './faults/small-disk.ts';
import { prepareHome, runStep, STEP_NAMES, type StepInput, type StepName } from './home-step.ts';
import { pictureHome } from './picture-home.ts';

/** Every page in a long run, every sixteenth in a short one. */
const MORE_KIB = scaled(1) >= 16 ? 4 : 64;
const WHERE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

let program: BundledProgram;
let base: string;
let code: string;

beforeAll(async () => {
  program = await bundleProgram(new URL('./one-step.ts', import.meta.url));
  base = mkdtempSync(join(WHERE, 'kw-full-'));
  code = await prepareHome(join(base, 'prepared'));
});

afterAll(() => {
  program.remove();
  rmSync(base, { recursive: true, force: true });
});

function freshInput(step: StepName): StepInput {
  const folder = join(base, 'trial');
  rmSync(folder, { recursive: true, force: true });
  if (step === 'init') mkdirSync(folder);
  else cpSync(join(base, 'prepared'), folder, { recursive: true });
  return { step, folder, code: step === 'init' ? '' : code };
}

describe.runIf(process.platform === 'linux')('a full disk', () => {
  it.each(STEP_NAMES)(
    'leaves %s done or not done, at every size until it fits',
    {
      timeout: 7_200_000,
    },
    async (step) => {
      const onSmallDisk = smallDisk();
      const input = freshInput(step);
      const before = await pictureHome(input.folder, input.code);
      expect(await runStep(freshInput(step))).toBe('done');
      const after = await pictureHome(input.folder, input.code);
      const refused: string[] = [];
      const bad: object[] = [];
      for (let spareKib = 0; refused.length < 1_000; spareKib += MORE_KIB) {
        freshInput(step);
        const ended = onSmallDisk(input, { program, spareKib });
        const why = await judgeStep({ input, before, after }, { ended, mayBeDamaged: false });
        if (why !== null) bad.push({ spareKib, why });
        if (ended === 'done') break;
        refused.push(ended);
      }
      expect(bad).toEqual([]);
      expect(refused.length).toBeGreaterThan(0);
    },
  );
});
