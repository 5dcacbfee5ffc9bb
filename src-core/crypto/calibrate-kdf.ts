/** Fits the password hashing of a new slot to this machine: as many passes as take half a second to a second. */
import type { Clock } from '../runtime/clock.ts';
import { deriveArgon2id } from './argon2id.ts';
import { type KdfParameters, type KdfSettings, maxPasses } from './kdf-parameters.ts';

type Derive = typeof deriveArgon2id;

interface CalibrationDeps {
  readonly clock: Clock;
  /** The derivation that is timed; deriveArgon2id where absent. */
  readonly derive?: Derive;
}

/** Parameters for a new password slot. Times one derivation, or two on a slow machine; never goes below the written floor. */
export async function calibrateKdf(
  settings: KdfSettings,
  deps: CalibrationDeps,
): Promise<KdfParameters> {
  const { parameters, calibration } = settings;
  if (calibration === null) return parameters;
  const tookMs = await timeDerivation(parameters, deps);
  if (tookMs > calibration.maxMs) {
    const lighterMs = await timeDerivation(calibration.floor, deps);
    return fitPasses(calibration.floor, lighterMs, calibration.minMs);
  }
  return fitPasses(parameters, tookMs, calibration.minMs);
}

async function timeDerivation(kdf: KdfParameters, deps: CalibrationDeps): Promise<number> {
  const startMs = deps.clock.monotonicMs();
  const output = await (deps.derive ?? deriveArgon2id)(Buffer.alloc(16), Buffer.alloc(16), kdf);
  output.fill(0);
  return deps.clock.monotonicMs() - startMs;
}

function fitPasses(kdf: KdfParameters, tookMs: number, minMs: number): KdfParameters {
  const perPassMs = Math.max(tookMs / kdf.passes, 0.001);
  const wanted = Math.ceil(minMs / perPassMs);
  const passes = Math.min(Math.max(kdf.passes, wanted), maxPasses(kdf.memoryKib));
  return { ...kdf, passes };
}
