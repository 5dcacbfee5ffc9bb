import { MAX_GRACE_MS } from '../../src-shared/lifecycle/key-transitions.ts';
import { parseDuration } from '../../src-shared/time/duration.ts';
import { errorText } from '../state/error-text.ts';
import type { GraceValue } from './grace-choice.tsx';

export interface ReadGrace {
  /** Null: not readable, or nothing typed yet. */
  readonly lengthMs: number | null;
  readonly fault: string | null;
}

/** The chosen length, or what is wrong with what was typed as `what`. */
export function readGrace(value: GraceValue, what: string): ReadGrace {
  if (value.choice !== 'custom') return { lengthMs: Number(value.choice), fault: null };
  if (value.custom.trim() === '') return { lengthMs: null, fault: null };
  try {
    const lengthMs = parseDuration(value.custom.trim(), what, { maxMs: MAX_GRACE_MS });
    return { lengthMs, fault: null };
  } catch (error) {
    return { lengthMs: null, fault: errorText(error) };
  }
}
