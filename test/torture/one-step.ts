/**
 * A program that does one step on a home and says how it ended, so that a test can limit what the system does for it.
 * Reads {"step","folder","code","isSwallowing"} from stdin. `isSwallowing` is the control: it says "done" whatever happened.
 */
import { readFileSync, writeSync } from 'node:fs';
import { runStep, type StepInput } from './home-step.ts';

const input = JSON.parse(readFileSync(0, 'utf8')) as StepInput & { isSwallowing: boolean };
const ended = await runStep(input);
writeSync(1, input.isSwallowing ? 'done' : ended);
process.exit(0);
