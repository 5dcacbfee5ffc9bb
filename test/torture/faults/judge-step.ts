/** What is wrong with the end of a step that met a fault: it must be typed, the state before or after, and doing it again must work. */
import { readdirSync } from 'node:fs';
import { errorFacts, isErrorCode } from '../../../src-shared/error/error-codes.ts';
import { NOW_MS, runStep, type StepInput } from '../home-step.ts';
import { pictureHome } from '../picture-home.ts';

/** Exit codes of what is unavailable and of what is damaged (docs/cli.md). */
const UNAVAILABLE = 6;
const DAMAGED = 8;

export interface Trial {
  readonly input: StepInput;
  /** Pictures of the home without the step and with it. */
  readonly before: string;
  readonly after: string;
}

export interface StepEnd {
  readonly ended: string;
  /** SQLite itself takes a page that cannot be read for a damaged file (docs/decisions/0070). */
  readonly mayBeDamaged: boolean;
}

/** Null: nothing is wrong. */
export async function judgeStep(
  trial: Trial,
  { ended, mayBeDamaged }: StepEnd,
): Promise<string | null> {
  const { input, before, after } = trial;
  const picture = await pictureHome(input.folder, input.code).catch(String);
  if (picture !== before && picture !== after) return `${ended}, and the state is ${picture}`;
  if (ended === 'done' && picture !== after) return 'done, and the state is the one before';
  if (ended !== 'done' && ended !== 'killed') {
    if (!isErrorCode(ended)) return ended;
    const { exit } = errorFacts(ended);
    const isToldRight = exit === UNAVAILABLE || (mayBeDamaged && exit === DAMAGED);
    if (!isToldRight) return `the disk's fault is told as ${ended}`;
  }
  if (picture === after) return null;
  const left = ended === 'killed' ? [] : readdirSync(input.folder, { recursive: true });
  if (left.some((name) => String(name).includes('replaced-')))
    return `${ended}, a vault kept twice`;
  const again = await runStep(input, NOW_MS + 60_000);
  if (again !== 'done') return `${ended}, and done again: ${again}`;
  const repeated = await pictureHome(input.folder, input.code);
  return repeated === after ? null : `${ended}, and done again the state is ${repeated}`;
}
