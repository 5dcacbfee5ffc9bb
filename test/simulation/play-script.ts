/** Plays a script in a world of its own and has its history checked. */
import { createMemoryLimiter } from '../../src-core/limits/memory-limiter.ts';
import { createStoreClock } from '../../src-core/verify/store-clock.ts';
import { createVerifier } from '../../src-core/verify/verifier.ts';
import { checkHistory } from './check-history.ts';
import { settle } from './held-points.ts';
import type { HistoryRecord } from './history.ts';
import { playMutation } from './play-mutation.ts';
import { playVerification } from './play-verification.ts';
import { SERVERS, type Step } from './script.ts';
import type { SimPlaces } from './sim-files.ts';
import { withoutTimers } from './without-timers.ts';
import { World, type WorldParts } from './world.ts';

/** The real thing, with nothing planted. */
export const REAL_PARTS: WorldParts = {
  createVerifier,
  createLimiter: (clock) => createMemoryLimiter({ clock }),
  createStoreClock,
  plantReader: (reader) => reader,
  plantStore: (store) => store,
};

export interface Played {
  readonly history: readonly HistoryRecord[];
  /** One line each; empty: the history is allowed. */
  readonly findings: readonly string[];
}

/** The history of the script in a fresh world, and what the checker finds in it. */
export async function playScript(
  places: SimPlaces,
  parts: WorldParts,
  script: readonly Step[],
): Promise<Played> {
  const world = new World(places, parts, 'simulation');
  try {
    await withoutTimers(() => playSteps(world, script));
  } finally {
    world.remove();
  }
  return { history: world.history, findings: checkHistory(world.beginning, world.history) };
}

async function playSteps(world: World, script: readonly Step[]): Promise<void> {
  await playAll(world, script);
  await world.runOut();
  await playAll(world, lastQuestions(world.tokens.length));
  await world.end();
}

async function playAll(world: World, steps: readonly Step[]): Promise<void> {
  const faults: unknown[] = [];
  for (const step of steps) {
    play(world, step).catch((error: unknown) => faults.push(error));
    await settle();
    await restartDead(world);
    if (faults.length > 0) throw faults[0];
  }
}

/** Once all has come to rest, every token is asked about once more at every server. */
function lastQuestions(tokens: number): Step[] {
  const plain = { does: 'verify', presented: 'token', wish: 'anything', cost: 1 } as const;
  return Array.from({ length: tokens * SERVERS }, (_, index) => {
    const [server, pick] = [index % SERVERS, Math.floor(index / SERVERS)];
    return { ...plain, client: 0, server, pick, requestId: null, holds: 0 };
  });
}

async function restartDead(world: World): Promise<void> {
  for (const [index, { file }] of world.operators.entries()) {
    if (file.isDead) await world.restartOperator(index, false);
  }
}

async function play(world: World, step: Step): Promise<void> {
  switch (step.does) {
    case 'mutate':
      return playMutation(world, step);
    case 'verify':
      return playVerification(world, step);
    case 'release':
      world.held.release(step.pick);
      return;
    case 'clock':
      return moveClock(world, step);
    case 'flush':
      return world.flush(step.server);
    case 'restart-server':
      return world.restartServer(step.server, step.isClean);
    case 'restart-operator':
      return world.restartOperator(step.operator, step.isClean);
    case 'operator-fault':
      world.operators[step.operator]?.file.failAfter(step.after, step.fault);
      return;
    case 'reader-fault':
      world.servers[step.server]?.failAfter(step.after);
      return;
  }
}

function moveClock(world: World, step: Extract<Step, { does: 'clock' }>): void {
  const { how, byMs, pick } = step;
  const { clock } = world;
  if (how === 'on') clock.goOn(byMs);
  else if (how === 'wall') clock.setWall(clock.nowMs() + byMs);
  else goToDeadline(world, pick, byMs);
  world.noteClock();
}

/** To an instant at which something ends or begins, or a millisecond beside it; as time goes on, or as a clock is set. */
function goToDeadline(world: World, pick: number, besideMs: number): void {
  const deadlines = world.deadlinesMs();
  const deadlineMs = deadlines[pick % Math.max(deadlines.length, 1)];
  if (deadlineMs === undefined) return;
  const awayMs = deadlineMs + besideMs - world.clock.nowMs();
  if (awayMs > 0 && pick % 3 > 0) world.clock.goOn(awayMs);
  else world.clock.setWall(world.clock.nowMs() + awayMs);
}
