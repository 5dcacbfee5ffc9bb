/**
 * The frame of both measurements: arguments, the control first, then each area, a row of the table for each, and the exit code.
 * Rows go to standard output; what was missed, and what the tools say, to standard error.
 */
import { parseArgs } from 'node:util';
import { AREA_NAMES, type AreaName } from './areas.ts';

export interface Measured {
  readonly figures: readonly (string | number)[];
  readonly isReached: boolean;
  /** Where the tests fall short, one line each. */
  readonly missed: readonly string[];
}

export interface Flags {
  readonly fresh: boolean;
  readonly concurrency: number;
}

interface Measurement {
  readonly command: string;
  /** Headings of the figures. */
  readonly header: readonly string[];
  /** Null: could not be measured. */
  measure(area: AreaName, flags: Flags): Measured | null;
}

/** Exit code: 0 all reached; 1 an area was not, or the control was; 2 the arguments are wrong. */
export function measureAreas(measurement: Measurement): 0 | 1 | 2 {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      fresh: { type: 'boolean', default: false },
      concurrency: { type: 'string', default: '1' },
    },
  });
  const wanted = values.only ?? AREA_NAMES;
  const concurrency = Number(values.concurrency);
  if (!wanted.every((name) => AREA_NAMES.some((area) => area === name)) || !(concurrency >= 1)) {
    print(`Usage: ${measurement.command} -- [--only AREA]…   Areas: ${AREA_NAMES.join(', ')}`);
    return 2;
  }
  const flags = { fresh: values.fresh, concurrency };
  printRow(['area', ...measurement.header, '']);
  printRow(['---', ...measurement.header.map(() => '---'), '---']);
  // The control is judged with the others: its test says nothing of the answer, and where it passes, no other row is worth anything.
  const areas = ['control', ...AREA_NAMES.filter((area) => wanted.includes(area))] as const;
  const passed = areas.map((area) => measureOne(area, measurement, flags));
  return passed.every(Boolean) ? 0 : 1;
}

function measureOne(area: AreaName, measurement: Measurement, flags: Flags): boolean {
  const measured = measurement.measure(area, flags);
  if (measured === null) {
    printRow([area, ...measurement.header.map(() => ''), 'NOT MEASURED']);
    return false;
  }
  const isControl = area === 'control';
  const isPassed = measured.isReached !== isControl;
  const word = isControl ? 'falls short, as it must' : 'reached';
  printRow([area, ...measured.figures, isPassed ? word : 'FAILED']);
  if (!isControl) for (const line of measured.missed) process.stderr.write(`  ${line}\n`);
  return isPassed;
}

function printRow(cells: readonly (string | number)[]): void {
  print(`| ${cells.join(' | ')} |`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
