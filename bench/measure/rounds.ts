/**
 * Interleaved rounds: in each round every side runs once, in an order that turns with the round, so that whatever slows the machine
 * down slows all sides. A figure is the median of the ratios of single rounds; its spread is the middle half of them.
 */
type Side = () => number | Promise<number>;

/** One cost per round and side, in the order of the rounds. */
export async function runRounds<Name extends string>(
  rounds: number,
  sides: Readonly<Record<Name, Side>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(sides) as Name[];
  const costs = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<
    Name,
    number[]
  >;
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? names : names.toReversed();
    for (const name of order) costs[name].push(await sides[name]());
  }
  return costs;
}

export interface Ratio {
  readonly median: number;
  /** First and third quartile. */
  readonly low: number;
  readonly high: number;
  readonly rounds: number;
}

/** Ratios of single rounds, `above` divided by `below`. */
export function ratioOf(above: readonly number[], below: readonly number[]): Ratio {
  return spreadOf(above.map((value, round) => value / (below[round] ?? Number.NaN)));
}

/** Differences of single rounds, `above` less `below`. */
export function differenceOf(above: readonly number[], below: readonly number[]): Ratio {
  const differences = above.map((value, round) => value - (below[round] ?? Number.NaN));
  return spreadOf(differences);
}

/** One figure of many samples, such as their 99th percentile; it has no spread of its own. */
export function singleFigure(value: number, samples: number): Ratio {
  return { median: value, low: value, high: value, rounds: samples };
}

function spreadOf(values: readonly number[]): Ratio {
  return {
    median: quantile(values, 0.5),
    low: quantile(values, 0.25),
    high: quantile(values, 0.75),
    rounds: values.length,
  };
}

/** The value below which the share lies, between neighbours by straight line. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}
