/** Plays many seeds and reports the first that goes wrong: its seed, the fewest steps that still go wrong, and what happened in them. */
import type { HistoryRecord } from './history.ts';
import { type Played, playScript } from './play-script.ts';
import { makeScript, type Step } from './script.ts';
import type { SimPlaces } from './sim-files.ts';
import type { WorldParts } from './world.ts';

export interface Simulation {
  readonly places: SimPlaces;
  readonly parts: WorldParts;
  readonly firstSeed: number;
  readonly seeds: number;
  /** Steps of each script. */
  readonly length: number;
  /** Which findings are looked for; left out: any. */
  readonly finding?: RegExp;
}

export interface Simulated {
  readonly played: number;
  /** Null: every history was allowed. */
  readonly failure: Failure | null;
  /** How often each thing happened, by its name. */
  readonly seen: ReadonlyMap<string, number>;
}

export interface Failure {
  readonly seed: number;
  readonly script: readonly Step[];
  readonly findings: readonly string[];
}

/** Stops at the first failure that is looked for. */
export async function simulate(simulation: Simulation): Promise<Simulated> {
  const { places, parts, firstSeed, seeds, length, finding = /./ } = simulation;
  const seen = new Map<string, number>();
  for (let played = 1; played <= seeds; played += 1) {
    const seed = (firstSeed + played - 1) >>> 0;
    const script = makeScript(seed, length);
    const { findings, history } = await playScript(places, parts, script);
    if (findings.some((found) => finding.test(found))) {
      return { played, failure: { seed, script, findings }, seen };
    }
    for (const name of history.flatMap(namesOf)) seen.set(name, (seen.get(name) ?? 0) + 1);
  }
  return { played: seeds, failure: null, seen };
}

function namesOf(record: HistoryRecord): string[] {
  switch (record.is) {
    case 'mutation': {
      const { kind } = record.result;
      const detail = record.result.kind === 'unknown' ? ` ${record.result.isCommitted}` : '';
      return [`${record.mutation.kind} ${kind}`, `${kind}${detail}`];
    }
    case 'answered':
      return [record.result.kind === 'error' ? 'error' : record.result.outcome];
    default:
      return [record.is];
  }
}

/** The failure for a person: how to play it again, the least script, and its history. */
export async function describeFailure(simulation: Simulation, failure: Failure): Promise<string> {
  const { places, parts } = simulation;
  const play = (script: readonly Step[]): Promise<Played> => playScript(places, parts, script);
  const script = await shrink(failure.script, async (fewer) => {
    const { findings } = await play(fewer);
    return findings.length > 0;
  });
  const { findings, history } = await play(script);
  return [
    `KEYWRIGHT_TEST_SIM_SEED=${failure.seed} plays this again. Of its ${failure.script.length} steps ${script.length} suffice:`,
    ...script.map((step) => JSON.stringify(step)),
    'What happened:',
    ...history.slice(0, -1).map((record, index) => `${index} ${JSON.stringify(record)}`),
    ...findings,
  ].join('\n');
}

/** Leaves out ever smaller parts for as long as it still fails. */
export async function shrink(
  script: readonly Step[],
  fails: (fewer: readonly Step[]) => Promise<boolean>,
): Promise<readonly Step[]> {
  let least = script;
  for (let size = Math.ceil(script.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let start = 0; start < least.length; ) {
      const fewer = [...least.slice(0, start), ...least.slice(start + size)];
      if (await fails(fewer)) least = fewer;
      else start += size;
    }
  }
  return least;
}
