/** Runs `work` in a process whose timers never fire: what they would do is a step of a script, or of no matter in a world of its own. */
export async function withoutTimers<Result>(work: () => Promise<Result>): Promise<Result> {
  const { setTimeout, clearTimeout } = globalThis;
  const idle = { unref: () => idle };
  Object.assign(globalThis, { setTimeout: () => idle, clearTimeout: () => undefined });
  try {
    return await work();
  } finally {
    Object.assign(globalThis, { setTimeout, clearTimeout });
  }
}
