/**
 * Judges what the caller of a mutation was told. Done: the model allows it, and from here on it holds. Refused: the model refuses it
 * with the same code. Unknown: it holds if the log has it, and not at all otherwise.
 */
import type { Mutation, MutationResult } from '../history.ts';
import { changeEffect, type Effect, issueEffect, type ModelKey } from './model-key.ts';
import { type Instant, instantNow } from './model-store-time.ts';
import { type ModelWorld, usToMs } from './model-world.ts';

/** Codes of the faults that the simulation injects. */
const FAULTS: ReadonlySet<string> = new Set(['store/busy', 'disk/full', 'disk/failed', 'crash']);

/** One line where the result is not one the model allows; null where it is. */
export function judgeMutation(
  world: ModelWorld,
  mutation: Mutation,
  result: MutationResult,
): string | null {
  const instant = instantNow(world.time, world.wallMs, world.savedSeenMs);
  const effect = effectAt(world, mutation, usToMs(instant.atUs));
  if (result.kind === 'unknown') {
    if (!FAULTS.has(result.code)) return `${mutation.kind} ended in ${result.code}`;
    if (!result.isCommitted) return null;
  }
  if (result.kind === 'refused')
    return judgeRefusal(world, mutation, { effect, code: result.code });
  if (effect.is === 'refused') return `${mutation.kind} was done; to be refused: ${effect.code}`;
  if (effect.is === 'changed') {
    adoptKey(world, effect.key);
    commit(world, instant, [...ownerEvents(world, mutation), effect.event]);
  }
  return null;
}

function judgeRefusal(
  world: ModelWorld,
  mutation: Mutation,
  found: { readonly effect: Effect; readonly code: string },
): string | null {
  // A token is made before the store's transaction, after a look at the store's time as it is, which may be a microsecond less.
  const lookMs = Math.max(world.wallMs, usToMs(world.time.headUs), world.savedSeenMs);
  const looked = effectAt(world, mutation, lookMs);
  const isAllowed = [found.effect, looked].some(
    (effect) => effect.is === 'refused' && effect.code === found.code,
  );
  if (isAllowed) return null;
  const expected = found.effect.is === 'refused' ? found.effect.code : found.effect.is;
  return `${mutation.kind} was refused with ${found.code}; expected: ${expected}`;
}

function effectAt(world: ModelWorld, mutation: Mutation, nowMs: number): Effect {
  if (mutation.kind === 'issue') return issueEffect(mutation, nowMs);
  if (mutation.kind === 'create-role') {
    return { is: 'changed', key: NO_KEY, event: 'role.created' };
  }
  const key = world.keys.get(mutation.keyId);
  if (key === undefined) return { is: 'refused', code: 'key/not-found' };
  return changeEffect(key, mutation, nowMs);
}

/** Stands for the change of a thing that is no key. */
const NO_KEY: ModelKey = {
  id: 'key_' as ModelKey['id'],
  isDisabled: false,
  isRevoked: false,
  limits: [],
  versions: [],
};

function adoptKey(world: ModelWorld, key: ModelKey): void {
  if (key === NO_KEY) return;
  world.keys.set(key.id, key);
  for (const version of key.versions) world.keyOfVersion.set(version.id, key.id);
}

function ownerEvents(world: ModelWorld, mutation: Mutation): string[] {
  if (mutation.kind !== 'issue' || world.owners.has(mutation.owner)) return [];
  world.owners.add(mutation.owner);
  return ['owner.created'];
}

/** Moves the log on, a microsecond for each event, and lets the open questions see it. */
function commit(world: ModelWorld, instant: Instant, events: readonly string[]): void {
  const all = instant.isSetBackTold ? ['clock.set-back', ...events] : events;
  world.events.push(...all);
  world.time.headUs = instant.atUs + all.length - 1;
  world.time.toldBehindUs = instant.behindUs;
  for (const open of world.open.values()) {
    const keyId = world.keyOfVersion.get(open.question.versionId) ?? '';
    open.keys.push(world.keys.get(keyId) ?? null);
    open.headsMs.push(usToMs(world.time.headUs));
  }
}
