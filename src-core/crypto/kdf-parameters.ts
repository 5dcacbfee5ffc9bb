/**
 * Which Argon2id parameters are written and which are read (docs/vault-format.md, "Password slot"). A file names its own parameters,
 * so they are checked before a byte is allocated: weak ones would make guessing cheap, huge ones would take the machine down.
 */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';

export interface KdfParameters {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

export interface KdfSettings {
  /** What new password slots start from. */
  readonly parameters: KdfParameters;
  /** Null: used as they are. Else passes are raised until one derivation takes this long, and memory is lowered to `floor` where it takes longer. */
  readonly calibration: {
    readonly minMs: number;
    readonly maxMs: number;
    readonly floor: KdfParameters;
  } | null;
}

const MIB = 1024;
const READ_FLOOR: KdfParameters = { memoryKib: 19 * MIB, passes: 2, lanes: 1 };
const READ_CEILING: KdfParameters = { memoryKib: 1024 * MIB, passes: 20, lanes: 16 };
const MAX_WORK_KIB = 4 * 1024 * MIB;

/** The least that is written, on a machine too slow for the default. */
const WRITTEN_FLOOR: KdfParameters = { memoryKib: 64 * MIB, passes: 3, lanes: 4 };

/** What production writes. */
export const standardKdf: KdfSettings = {
  parameters: { memoryKib: 128 * MIB, passes: 3, lanes: 4 },
  calibration: {
    minMs: 500,
    maxMs: 1_000,
    floor: WRITTEN_FLOOR,
  },
};

/** More memory than twice the default: opened only when the person agrees. */
const HEAVY_MEMORY_KIB = 2 * standardKdf.parameters.memoryKib;

/** `light`: below all that is written today. `heavy`: so much memory that the person is asked before it is taken. */
export type KdfGrade = 'light' | 'usual' | 'heavy';

export function gradeKdf(kdf: KdfParameters): KdfGrade {
  if (kdf.memoryKib > HEAVY_MEMORY_KIB) return 'heavy';
  const isLight =
    kdf.memoryKib < WRITTEN_FLOOR.memoryKib ||
    kdf.passes < WRITTEN_FLOOR.passes ||
    kdf.lanes < WRITTEN_FLOOR.lanes;
  return isLight ? 'light' : 'usual';
}

/** Largest number of passes that may be used with this much memory. */
export function maxPasses(memoryKib: number): number {
  return Math.min(READ_CEILING.passes, Math.floor(MAX_WORK_KIB / memoryKib));
}

/** Throws vault/kdf-refused where the parameters are outside what may be read. */
export function assertKdfAccepted(kdf: KdfParameters): void {
  const values = [kdf.memoryKib, kdf.passes, kdf.lanes];
  const isInRange =
    values.every((value) => Number.isSafeInteger(value)) &&
    kdf.memoryKib >= READ_FLOOR.memoryKib &&
    kdf.memoryKib <= READ_CEILING.memoryKib &&
    kdf.passes >= READ_FLOOR.passes &&
    kdf.passes <= maxPasses(kdf.memoryKib) &&
    kdf.lanes >= READ_FLOOR.lanes &&
    kdf.lanes <= READ_CEILING.lanes;
  if (!isInRange) {
    throw new KeywrightError(
      'vault/kdf-refused',
      `Cannot open the vault: its password hashing parameters (${values.join(', ')}) are out of range`,
    );
  }
}
