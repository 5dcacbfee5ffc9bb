/** The windows between the two files, in order (docs/architecture.md, "Two files, one truth"). */
export const CRASH_POINTS = [
  'nothing sealed',
  'sealed, not committed',
  'committed, not confirmed',
  'confirmed',
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];
