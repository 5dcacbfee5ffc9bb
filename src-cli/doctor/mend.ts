/** Applies repairs one after the other. One that fails is told and leaves the others theirs. */
import type { Repair } from '../../src-core/repair/repair.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';

export interface Mended {
  /** Of the finding that it was for. */
  readonly id: string;
  readonly action: string;
  /** False in a dry run, and where it failed. */
  readonly isDone: boolean;
  /** Why it failed; null: it did not, or was not tried. */
  readonly fault: { readonly code: string; readonly message: string } | null;
}

export function mend(repairs: readonly Repair[], isDryRun: boolean): readonly Mended[] {
  return repairs.map((repair) => {
    const { finding, action } = repair;
    const fault = isDryRun ? null : faultOf(repair);
    return { id: finding.id, action, isDone: !isDryRun && fault === null, fault };
  });
}

function faultOf(repair: Repair): Mended['fault'] {
  try {
    repair.apply();
    return null;
  } catch (error) {
    if (!(error instanceof KeywrightError)) throw error;
    return { code: error.code, message: error.publicMessage };
  }
}
