/** Two operators and two servers on one real store, by seed: docs/testing.md, "Simulation". */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printedSeed } from '../core/vault/seeded-choice.ts';
import { scaled } from '../scale.ts';
import { PLANTS } from './plants.ts';
import { playScript, REAL_PARTS } from './play-script.ts';
import { makeScript } from './script.ts';
import { makeSimPlaces, type SimPlaces } from './sim-files.ts';
import { describeFailure, type Simulated, type Simulation, simulate } from './simulate.ts';

const SLICE = 200;
const SCRIPT_LENGTH = 50;
const HISTORIES = 50;
const HISTORY_LENGTH = 240;
const CONTROL_LIMIT_MS = 600_000;
const LIMIT_MS = 4 * 3_600_000;

/** What a slice must have come by, else it shows nothing. */
const WANTED = [
  'valid, unknown, malformed, revoked, retired, expired, not-yet-valid, disabled, wrong-environment',
  'permission-denied, rate-limited, error, issue done, rotate done, finish done, extend done',
  'roll-back done, revoke-key done, revoke-version done, disable done, enable done, refused',
  'unknown true, unknown false, reader-fault, flushed, server-start',
].flatMap((names) => names.split(', '));

let places: SimPlaces;
beforeAll(async () => {
  places = await makeSimPlaces();
});
afterAll(() => places.remove());

/** One seed where one is given, else those of this run. */
function simulation(title: string, seeds: number): Simulation {
  const given = process.env.KEYWRIGHT_TEST_SIM_SEED;
  const base = { places, parts: REAL_PARTS, length: SCRIPT_LENGTH };
  if (given !== undefined) return { ...base, firstSeed: Number(given), seeds: 1 };
  return { ...base, firstSeed: printedSeed(title), seeds };
}

/** As many worlds as each run plays, with a broken part; always the same ones, so that a control does not hang on luck. */
function planted(name: string): Simulation {
  const plant = PLANTS[name];
  if (plant === undefined) throw new Error(`there is no plant "${name}"`);
  const parts = { ...REAL_PARTS, ...plant.parts };
  const { finding } = plant;
  return { places, parts, firstSeed: 1, seeds: SLICE, length: SCRIPT_LENGTH, finding };
}

async function simulateAll(run: Simulation): Promise<Simulated & { readonly told: string }> {
  const done = await simulate(run);
  const told = done.failure === null ? '' : await describeFailure(run, done.failure);
  process.stdout.write(`${done.played} worlds of ${run.length} steps were played\n`);
  return { ...done, told };
}

describe('simulated worlds', () => {
  it(
    'keep every promise: no stale or revived token, no call too many, no lost or untold change',
    async () => {
      const { played, seen, told } = await simulateAll(simulation('simulation', scaled(SLICE)));
      expect(told).toBe('');
      const missing = WANTED.filter((name) => !seen.has(name));
      if (played >= SLICE) expect(missing).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'keep them in long histories of eight clients',
    async () => {
      const run = simulation('histories', scaled(HISTORIES));
      const { told } = await simulateAll({ ...run, length: HISTORY_LENGTH });
      expect(told).toBe('');
    },
    LIMIT_MS,
  );

  it('are the same for the same seed', async () => {
    const play = () => playScript(places, REAL_PARTS, makeScript(4_711, SCRIPT_LENGTH));
    const [first, second] = [await play(), await play()];
    expect(first.history).toEqual(second.history);
    expect(first.history.length).toBeGreaterThan(SCRIPT_LENGTH);
  });

  it.each(Object.keys(PLANTS))(
    'control: %s is caught',
    async (name) => {
      const run = planted(name);
      const { failure, played } = await simulate(run);
      process.stdout.write(`${name}: caught in world ${played}\n${failure?.findings[0]}\n`);
      expect(failure).not.toBe(null);
    },
    CONTROL_LIMIT_MS,
  );

  it('control: a failing script is told with the fewest steps that still fail', async () => {
    const run = planted('a cache that ignores the change mark');
    const { failure } = await simulate(run);
    if (failure === null) return expect.fail('nothing was caught');
    const told = await describeFailure(run, failure);
    expect(told).toContain(`KEYWRIGHT_TEST_SIM_SEED=${failure.seed}`);
    const [, least] = /Of its 50 steps (\d+) suffice/.exec(told) ?? [];
    expect(Number(least)).toBeLessThanOrEqual(8);
  });
});
