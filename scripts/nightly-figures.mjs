// Reads the lines in which tests say how much they did: KEYWRIGHT_FIGURE <count> <what>.

/** The sum for each kind of work. */
export function readFigures(output) {
  const figures = new Map();
  for (const [, count, what] of output.matchAll(/KEYWRIGHT_FIGURE (\d+) (.+)/g)) {
    const name = what.trim();
    figures.set(name, (figures.get(name) ?? 0) + Number(count));
  }
  return figures;
}

/** What was not reached, each in words; what was not reported counts as none. */
export function shortfalls(wanted, reached) {
  return Object.entries(wanted)
    .filter(([what, least]) => (reached.get(what) ?? 0) < least)
    .map(([what, least]) => `only ${reached.get(what) ?? 0} of ${least} ${what}`);
}
