/** Times and states for people: how far away, then the exact instant. */
import { formatInstant } from '../../src-shared/time/instant.ts';
import type { Style } from '../output/style.ts';

const UNITS = [
  ['y', 31_536_000_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const;

/** "in 90d" or "3h ago", for tables; null stays null. */
export function relativeTime(atMs: number | null | undefined, nowMs: number): string | null {
  if (atMs === null || atMs === undefined) return null;
  const distance = roughDuration(Math.abs(atMs - nowMs));
  if (distance === null) return 'now';
  return atMs > nowMs ? `in ${distance}` : `${distance} ago`;
}

/** As relativeTime, with the date behind it. */
export function describeTime(atMs: number | null | undefined, nowMs: number): string | null {
  if (atMs === null || atMs === undefined) return null;
  const date = formatInstant(atMs).slice(0, 16).replace('T', ' ');
  return `${relativeTime(atMs, nowMs) ?? ''} (${date}Z)`;
}

function roughDuration(valueMs: number): string | null {
  for (const [unit, unitMs] of UNITS) {
    if (valueMs >= unitMs) return `${Math.round(valueMs / unitMs)}${unit}`;
  }
  return null;
}

const GOOD = new Set(['active', 'ok', 'valid']);
const WARN = new Set(['rotating', 'retiring', 'pending', 'not-yet-valid', 'disabled']);

/** Colours a padded cell that says `due` or `overdue`. */
export function paintDue(style: Style): (cell: string) => string {
  return (cell) => (cell.trim() === 'due' ? style.warn(cell) : style.bad(cell));
}

/** Colours a padded cell by the state it names; the words carry the meaning without colour. */
export function paintStatus(style: Style): (cell: string) => string {
  return (cell) => {
    const state = cell.trim();
    if (GOOD.has(state)) return style.good(cell);
    return WARN.has(state) ? style.warn(cell) : style.bad(cell);
  };
}
