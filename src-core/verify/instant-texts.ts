/** Writes instants that lie close together, such as the resets of limits: what the last one shares with the next is written once. */
import { formatInstant } from '../../src-shared/time/instant.ts';

const SECOND_MS = 1_000;

/** As formatInstant, of whole milliseconds. */
export type InstantTexts = (epochMs: number) => string;

export function createInstantTexts(): InstantTexts {
  let secondMs = Number.NaN;
  /** Up to and with the point before the milliseconds. */
  let stem = '';

  return (epochMs) => {
    const restMs = epochMs - secondMs;
    if (restMs >= 0 && restMs < SECOND_MS) return `${stem}${threeDigits(restMs)}Z`;
    const text = formatInstant(epochMs);
    secondMs = Math.floor(epochMs / SECOND_MS) * SECOND_MS;
    stem = text.slice(0, -4);
    return text;
  };
}

function threeDigits(value: number): string {
  if (value >= 100) return String(value);
  return value >= 10 ? `0${value}` : `00${value}`;
}
