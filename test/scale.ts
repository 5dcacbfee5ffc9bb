/** Counts of the slices that every run does; KEYWRIGHT_TEST_SCALE multiplies them (docs/testing.md). */
const asked = Number(process.env.KEYWRIGHT_TEST_SCALE ?? '1');
const scale = Number.isFinite(asked) && asked > 0 ? asked : 1;

export function scaled(count: number): number {
  return Math.max(1, Math.round(count * scale));
}

/** A time limit for work that grows with the scale; the slice of every run keeps its own. */
export function scaledTimeoutMs(sliceMs: number): number {
  return Math.round(sliceMs * Math.max(1, scale));
}

/** Says how much was really done: `npm run test:nightly` reads these lines and compares them with what was to be reached. */
export function reportFigure(what: string, count: number): void {
  process.stdout.write(`KEYWRIGHT_FIGURE ${count} ${what}\n`);
}
