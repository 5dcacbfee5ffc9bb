/** The control of the fill race: a cache that keeps what it read while a change was applied answers with what was true before. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { REAL_PARTS } from './play-script.ts';
import { makeSimPlaces, type SimPlaces } from './sim-files.ts';
import { simulate } from './simulate.ts';

vi.mock('../../src-core/verify/record-cache.ts', async () => {
  const { createCarelessRecordCache } = await import('../core/verify/careless-record-cache.ts');
  return { createRecordCache: createCarelessRecordCache };
});

let places: SimPlaces;
beforeAll(async () => {
  places = await makeSimPlaces();
});
afterAll(() => places.remove());

const FINDING = /got (valid|disabled|retired); allowed: /;

describe('simulated worlds', () => {
  it('control: a cache that loses the fill race is caught', async () => {
    const run = {
      places,
      parts: REAL_PARTS,
      firstSeed: 1,
      seeds: 200,
      length: 50,
      finding: FINDING,
    };
    const { failure, played } = await simulate(run);
    process.stdout.write(`caught in world ${played}\n${failure?.findings[0]}\n`);
    expect(failure).not.toBe(null);
  });
});
