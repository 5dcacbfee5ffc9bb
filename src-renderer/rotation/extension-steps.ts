/** How far one press of an arrow key moves the end of a grace period: about a twelfth of it, in round steps. */
import type { Grace } from './life-line-shape.ts';

const STEPS_MS = [60_000, 300_000, 900_000, 3_600_000, 21_600_000, 86_400_000];

export function extensionStepMs({ startedAtMs, endsAtMs }: Grace): number {
  const wantedMs = (endsAtMs - startedAtMs) / 12;
  return STEPS_MS.findLast((stepMs) => stepMs <= wantedMs) ?? 60_000;
}

/** Between the stored end, since grace never gets shorter by extending, and the latest that is allowed. */
export function allowedEndMs(grace: Grace, wantedMs: number): number {
  return Math.min(grace.latestEndMs, Math.max(grace.endsAtMs, wantedMs));
}

/** The end that a key of the keyboard asks for; null: the key is none of the slider's. */
export function endAfterKey(grace: Grace, endMs: number, key: string): number | null {
  const stepMs = extensionStepMs(grace);
  const wanted: Record<string, number> = {
    ArrowRight: endMs + stepMs,
    ArrowUp: endMs + stepMs,
    ArrowLeft: endMs - stepMs,
    ArrowDown: endMs - stepMs,
    PageUp: endMs + 10 * stepMs,
    PageDown: endMs - 10 * stepMs,
    Home: grace.endsAtMs,
    End: grace.latestEndMs,
  };
  const wantedMs = Object.hasOwn(wanted, key) ? wanted[key] : undefined;
  return wantedMs === undefined ? null : allowedEndMs(grace, wantedMs);
}
