/** Durations as people write them: a whole number and one of s m h d w y (m = minutes). */
import { clip } from '../error/clip.ts';
import { KeywrightError } from '../error/keywright-error.ts';

const UNIT_MS = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
} as const;

export const MAX_DURATION_MS = 10 * UNIT_MS.y;
const FORM = /^(\d{1,9})([smhdwy])$/;

interface Bounds {
  readonly minMs?: number;
  readonly maxMs?: number;
}

/**
 * Reads a duration in milliseconds, by default 1 s to 10 y.
 * Throws usage/invalid-duration, naming `what` (such as "--grace") and the accepted range.
 */
export function parseDuration(text: string, what: string, bounds: Bounds = {}): number {
  const minMs = bounds.minMs ?? UNIT_MS.s;
  const maxMs = bounds.maxMs ?? MAX_DURATION_MS;
  const match = FORM.exec(text);
  if (match === null) {
    throw new KeywrightError(
      'usage/invalid-duration',
      `${what}: "${clip(text)}" is not a duration`,
    );
  }
  const valueMs = Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS];
  if (valueMs < minMs || valueMs > maxMs) {
    throw new KeywrightError(
      'usage/invalid-duration',
      `${what}: "${text}" is outside ${formatDuration(minMs)} to ${formatDuration(maxMs)}`,
    );
  }
  return valueMs;
}

/** The shortest exact form: 90000 → "90s", 3600000 → "1h". Parts below a second are dropped. */
export function formatDuration(valueMs: number): string {
  const seconds = Math.floor(valueMs / 1_000);
  if (seconds === 0) return '0s';
  for (const unit of ['y', 'w', 'd', 'h', 'm'] as const) {
    const unitSeconds = UNIT_MS[unit] / 1_000;
    if (seconds % unitSeconds === 0) return `${seconds / unitSeconds}${unit}`;
  }
  return `${seconds}s`;
}
