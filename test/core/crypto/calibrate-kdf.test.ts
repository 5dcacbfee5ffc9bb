import { describe, expect, it } from 'vitest';
import { calibrateKdf } from '../../../src-core/crypto/calibrate-kdf.ts';
import {
  assertKdfAccepted,
  gradeKdf,
  type KdfParameters,
  standardKdf,
} from '../../../src-core/crypto/kdf-parameters.ts';

/** A machine that needs this long for a pass over 64 MiB. */
function machine(msPerPass: number) {
  let nowMs = 0;
  return {
    clock: { nowMs: () => nowMs, monotonicMs: () => nowMs },
    derive: async (_password: Uint8Array, _salt: Uint8Array, kdf: KdfParameters) => {
      nowMs += (kdf.passes * kdf.memoryKib * msPerPass) / 65_536;
      return Buffer.alloc(32);
    },
  };
}

const DEFAULT = { memoryKib: 131_072, passes: 3, lanes: 4 };
const FLOOR = { memoryKib: 65_536, passes: 3, lanes: 4 };

describe('calibrating the password hashing', () => {
  it.each([
    ['a usual machine', 100, DEFAULT],
    ['a fast machine', 40, { ...DEFAULT, passes: 7 }],
    ['a machine without any measurable time', 0, { ...DEFAULT, passes: 20 }],
    ['a machine that is just quick enough', 1_000 / 6, DEFAULT],
    ['a slow machine', 170, FLOOR],
    ['a very slow machine', 5_000, FLOOR],
  ])('fits %s and stays between floor and ceiling', async (_name, msPerPass, expected) => {
    const kdf = await calibrateKdf(standardKdf, machine(msPerPass));
    expect(kdf).toEqual(expected);
    expect(() => {
      assertKdfAccepted(kdf);
    }).not.toThrow();
  });

  it('times the real hashing where it is given no other, and raises the passes to what takes as long', async () => {
    let readings = 0;
    const clock = { nowMs: () => 0, monotonicMs: () => [100, 110][readings++ % 2] ?? 0 };
    const parameters = { memoryKib: 19_456, passes: 2, lanes: 1 };
    const calibration = { minMs: 21, maxMs: 1_000, floor: parameters };
    expect(await calibrateKdf({ parameters, calibration }, { clock })).toEqual({
      ...parameters,
      passes: 5,
    });
    expect(readings).toBe(2);
  });

  it('leaves nothing of a key behind that it derived to take the time', async () => {
    const outputs: Buffer[] = [];
    const { clock } = machine(1);
    const derive = async () => {
      const output = Buffer.alloc(32, 7);
      outputs.push(output);
      return output;
    };
    await calibrateKdf(standardKdf, { clock, derive });
    expect(outputs).toEqual([Buffer.alloc(32)]);
  });

  it('uses given parameters as they are where there is nothing to calibrate', async () => {
    const parameters = { memoryKib: 19_456, passes: 2, lanes: 1 };
    const settings = { parameters, calibration: null };
    expect(await calibrateKdf(settings, machine(1))).toEqual(parameters);
  });
});

describe('parameters that a file may ask for', () => {
  const accepts = (memoryKib: number, passes: number, lanes: number): boolean => {
    try {
      assertKdfAccepted({ memoryKib, passes, lanes });
      return true;
    } catch {
      return false;
    }
  };

  it('are named when they are refused', () => {
    expect(() => assertKdfAccepted({ memoryKib: 8, passes: 3, lanes: 4 })).toThrow(
      'its password hashing parameters (8, 3, 4) are out of range',
    );
  });

  it('lie within the caps, each to the last unit', () => {
    expect(accepts(19_456, 2, 1)).toBe(true);
    expect(accepts(1_048_576, 4, 16)).toBe(true);
    expect(accepts(209_715, 20, 16)).toBe(true);
    for (const [memoryKib, passes, lanes] of [
      [19_455, 2, 1],
      [19_456, 1, 1],
      [19_456, 2, 0],
      [1_048_577, 4, 1],
      [1_048_576, 5, 1],
      [65_536, 21, 1],
      [65_536, 3, 17],
      [209_716, 20, 1],
      [65_536.5, 3, 4],
      [65_536, 3.5, 4],
      [65_536, 3, 4.5],
      [Number.NaN, 3, 4],
    ] as const) {
      expect(accepts(memoryKib, passes, lanes), `${memoryKib}/${passes}/${lanes}`).toBe(false);
    }
  });
});

describe('the grade of parameters', () => {
  it('is what production writes: 128 MiB, three passes, four lanes, half a second to a second', () => {
    expect(standardKdf).toEqual({
      parameters: DEFAULT,
      calibration: { minMs: 500, maxMs: 1_000, floor: FLOOR },
    });
  });

  it.each([
    [65_536, 3, 4, 'usual'],
    [262_144, 20, 16, 'usual'],
    [262_145, 3, 4, 'heavy'],
    [262_145, 2, 1, 'heavy'],
    [65_535, 3, 4, 'light'],
    [65_536, 2, 4, 'light'],
    [65_536, 3, 3, 'light'],
  ] as const)('of %i KiB, %i passes and %i lanes is %s', (...[memoryKib, passes, lanes, grade]) => {
    expect(gradeKdf({ memoryKib, passes, lanes })).toBe(grade);
  });
});
