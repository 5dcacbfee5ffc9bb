/**
 * What is mutated and covered, and by which tests: each area is judged by its own tests alone. Only tests that are quick and need
 * neither a keychain nor a process of their own are named; those that kill processes or wear down a disk are left to `npm test`.
 */

interface Area {
  /** Globs of the sources, from the root of the repository. */
  readonly sources: readonly string[];
  /** Globs of the tests. */
  readonly tests: readonly string[];
  /** KEYWRIGHT_TEST_SCALE of each run: the least at which the tests of the area still say what they say. */
  readonly scale: number;
}

export const AREAS = {
  limiter: {
    sources: ['src-core/limits/**/*.ts', 'src-shared/limits/**/*.ts'],
    tests: ['test/core/limits/**/*.test.ts', 'test/shared/limits/**/*.test.ts'],
    scale: 0.2,
  },
  'key-format': {
    sources: ['src-shared/key-format/**/*.ts', 'src-core/keys/token-*.ts'],
    tests: ['test/shared/key-format/**/*.test.ts', 'test/core/keys/**/*.test.ts'],
    scale: 0.01,
  },
  audit: {
    sources: ['src-core/audit/**/*.ts'],
    tests: ['test/core/audit/**/*.test.ts'],
    scale: 0.1,
  },
  'state-machine': {
    sources: ['src-shared/lifecycle/**/*.ts', 'src-shared/permission/**/*.ts'],
    tests: ['test/shared/lifecycle/**/*.test.ts', 'test/shared/permission/**/*.test.ts'],
    scale: 0.1,
  },
  crypto: {
    sources: ['src-core/crypto/**/*.ts'],
    tests: ['test/core/crypto/**/*.test.ts'],
    scale: 0.1,
  },
  verification: {
    sources: ['src-core/verify/**/*.ts'],
    tests: ['test/core/verify/**/*.test.ts'],
    scale: 0.1,
  },
} as const satisfies Record<string, Area>;

/** The positive control: its test says nothing of the answer, so that it must fall short of what the others must reach. */
export const CONTROL = {
  sources: ['mutation/control/clamp.ts'],
  tests: ['mutation/control/clamp.test.ts'],
  scale: 1,
} as const satisfies Area;

export type AreaName = keyof typeof AREAS | 'control';

export const AREA_NAMES = Object.keys(AREAS) as (keyof typeof AREAS)[];

/** Throws where no area has the name. */
export function areaOf(name: string): Area {
  if (name === 'control') return CONTROL;
  const known = AREA_NAMES.find((candidate) => candidate === name);
  if (known === undefined) throw new Error(`No area is called "${name}"`);
  return AREAS[known];
}
