/** Cost of one call, in nanoseconds. */
const NS_PER_MS = 1_000_000;

/** Calls between two looks at the clock. */
const STRIDE = 50;

/**
 * Mean over as many calls, one after the other, as `forMs` has room for. All sides of a round get the same time: on a busy machine a
 * short stretch escapes the scheduler more often than a long one.
 */
export async function timeAsyncCalls(
  forMs: number,
  call: (index: number) => Promise<unknown>,
): Promise<number> {
  const watch = startWatch(forMs);
  let count = 0;
  while (!watch.isOver()) {
    for (const end = count + STRIDE; count < end; count += 1) await call(count);
  }
  return watch.elapsedNs() / count;
}

/** As timeAsyncCalls, for what does not wait. */
export function timeCalls(forMs: number, call: (index: number) => unknown): number {
  const watch = startWatch(forMs);
  let count = 0;
  while (!watch.isOver()) {
    for (const end = count + STRIDE; count < end; count += 1) call(count);
  }
  return watch.elapsedNs() / count;
}

function startWatch(forMs: number): { isOver(): boolean; elapsedNs(): number } {
  const start = process.hrtime.bigint();
  const elapsedNs = (): number => Number(process.hrtime.bigint() - start);
  return { elapsedNs, isOver: () => elapsedNs() >= forMs * NS_PER_MS };
}

/** Each call's own duration. */
export async function timeEachCall(
  count: number,
  call: (index: number) => Promise<unknown>,
): Promise<number[]> {
  const durations: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const start = process.hrtime.bigint();
    await call(index);
    durations.push(Number(process.hrtime.bigint() - start));
  }
  return durations;
}

/** Duration of one piece of work, in milliseconds. */
export async function timeOnceMs(work: () => unknown): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / NS_PER_MS;
}
