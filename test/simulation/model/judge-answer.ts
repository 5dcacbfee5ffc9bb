/**
 * Judges the answer to a verification. It must be true of the key as it was at some moment between question and answer, at an instant
 * that is no earlier than anything the server has judged by or the store had stamped when it was asked: what was acknowledged before
 * is never overlooked, and what has ended never comes back. Limits must be exactly those of the model's counter.
 */
import type { VerifyResult } from '../history.ts';
import { possibleOutcomes } from './model-outcome.ts';
import { keyOfVersion, type ModelWorld, modelServer, type OpenQuestion } from './model-world.ts';

const NEVER_KNOWN: ReadonlySet<string> = new Set(['malformed', 'unknown']);

export function openQuestion(
  world: ModelWorld,
  id: number,
  question: OpenQuestion['question'],
): void {
  const keys = [keyOfVersion(world, question.versionId)];
  const headsMs = [Math.floor(world.time.headUs / 1_000)];
  // It may join a reading of the feed that a fault has hit before.
  const mayFail = [...world.open.values()].some(
    (open) => open.mayFail && open.question.server === question.server,
  );
  world.open.set(id, { question, keys, headsMs, mayFail });
}

/** One line where the answer is not one the model allows; null where it is. */
export function judgeAnswer(world: ModelWorld, id: number, result: VerifyResult): string | null {
  const open = world.open.get(id);
  if (open === undefined) return `an answer to question ${id}, which nobody waits for`;
  world.open.delete(id);
  const { question } = open;
  if (result.kind === 'error') {
    const isAllowed = open.mayFail && result.code === 'store/unavailable';
    return isAllowed ? null : `version ${question.versionId} got the error ${result.code}`;
  }
  const { outcome } = result;
  const isLimited = outcome === 'rate-limited';
  const allowed = outcomesWithin(world, open);
  if (!allowed.has(isLimited ? 'valid' : outcome)) {
    return `version ${question.versionId} (${question.presented}) got ${outcome}; allowed: ${[...allowed].join(', ')}`;
  }
  if (NEVER_KNOWN.has(outcome)) return null;
  noteKnown(world, open, outcome);
  return outcome === 'valid' || isLimited ? judgeLimits(world, open, result) : null;
}

function outcomesWithin(world: ModelWorld, open: OpenQuestion): Set<string> {
  const { question, keys } = open;
  if (question.presented === 'malformed') return new Set(['malformed']);
  if (question.presented === 'wrong-secret') return new Set(['unknown']);
  const instants = instantsWithin(world, open);
  return new Set(
    keys.flatMap((key) => instants.flatMap((nowMs) => possibleOutcomes(key, question, nowMs))),
  );
}

/** The earliest instant it may be judged by, and those that a change during the question may have moved it to. */
function instantsWithin(world: ModelWorld, { question, headsMs }: OpenQuestion): number[] {
  const earliestMs = Math.max(
    modelServer(world, question.server).seenMs,
    world.wallMs,
    headsMs[0] ?? 0,
  );
  return headsMs.map((headMs) => Math.max(earliestMs, headMs));
}

function noteKnown(world: ModelWorld, open: OpenQuestion, outcome: string): void {
  const { server, versionId } = open.question;
  const model = modelServer(world, server);
  model.hasUnwrittenUse = true;
  model.seenMs = Math.min(...instantsWithin(world, open));
  const name = `${versionId} ${outcome}`;
  world.answers.set(name, (world.answers.get(name) ?? 0) + 1);
}

function judgeLimits(
  world: ModelWorld,
  open: OpenQuestion,
  result: Extract<VerifyResult, { kind: 'outcome' }>,
): string | null {
  const { server, versionId, cost, requestId } = open.question;
  const key = open.keys.findLast((candidate) => candidate !== null);
  if (key === undefined || key === null) return `version ${versionId} has no key to be limited`;
  const { monotonicMs } = world;
  const call = { keyId: key.id, limits: key.limits, cost, requestId, monotonicMs };
  const { isAdmitted, remaining } = modelServer(world, server).counter.call(call);
  const expected = isAdmitted ? 'valid' : 'rate-limited';
  if (result.outcome !== expected) {
    return `version ${versionId} was ${result.outcome} by its limits; expected: ${expected}`;
  }
  const told = result.remaining ?? [];
  if (told.join() === remaining.join()) return null;
  return `version ${versionId} was told ${told.join()} calls are left; expected: ${remaining.join()}`;
}
