/**
 * Judges what is left at the end: the log tells exactly the mutations that hold, the rows are what they make, nothing is missing, and
 * no use was counted that never was.
 */
import type { FinalState, KeyRows } from '../history.ts';
import { isOver, type ModelKey, type ModelVersion } from './model-key.ts';
import { type ModelWorld, usToMs } from './model-world.ts';

/** One line for each thing that is not as the model has it. */
export function judgeEnd(world: ModelWorld, state: FinalState): string[] {
  return [
    ...(state.chainFault === null ? [] : [`the log is broken: ${state.chainFault}`]),
    ...eventFaults(world, state),
    ...rowFaults(world, state),
    ...usageFaults(world, state),
  ];
}

function eventFaults(world: ModelWorld, { events, headUs }: FinalState): string[] {
  const length = Math.max(events.length, world.events.length);
  for (let index = 0; index < length; index += 1) {
    const [told, expected] = [events[index] ?? 'nothing', world.events[index] ?? 'nothing'];
    if (told !== expected) return [`event ${index} tells ${told}; expected: ${expected}`];
  }
  if (headUs === world.time.headUs) return [];
  return [`the head is at ${headUs} µs; expected: ${world.time.headUs}`];
}

function rowFaults(world: ModelWorld, { keys, headUs }: FinalState): string[] {
  const rows = new Map<string, KeyRows>(keys.map((key) => [key.keyId, key]));
  const missing = [...world.keys.keys()].filter((id) => !rows.has(id)).map((id) => `${id} is gone`);
  const differing = keys.flatMap((key) => {
    const model = world.keys.get(key.keyId);
    if (model === undefined) return [`${key.keyId} is there, though nobody made it`];
    const [told, expected] = [pictureOfRows(key, headUs), pictureOfModel(model, headUs)];
    return told === expected ? [] : [`${key.keyId} is ${told}; expected: ${expected}`];
  });
  return [...missing, ...differing];
}

function pictureOfModel(key: ModelKey, headUs: number): string {
  const versions = key.versions.map(({ id, ...version }) => pictureOfVersion(id, version, headUs));
  return `${key.isDisabled} ${key.isRevoked} ${versions.toSorted().join(' ')}`;
}

function pictureOfRows(key: KeyRows, headUs: number): string {
  const versions = key.versions.map((row) => {
    const times = {
      endsMs: row.endsAtMs,
      expiresMs: row.expiresAtMs,
      notBeforeMs: row.notBeforeMs,
    };
    const state = row.state as ModelVersion['state'];
    return pictureOfVersion(row.versionId, { state, ...times }, headUs);
  });
  return `${key.isDisabled} ${key.isRevoked} ${versions.toSorted().join(' ')}`;
}

/** Whether a reached end is written down already makes no difference. */
function pictureOfVersion(
  id: string,
  version: Omit<ModelVersion, 'id' | 'createdMs'>,
  headUs: number,
): string {
  const { state, endsMs, expiresMs, notBeforeMs } = version;
  const isEnded =
    state === 'retiring' && isOver({ ...version, id: id as never, createdMs: 0 }, usToMs(headUs));
  const end = state === 'retiring' || state === 'retired' ? endsMs : null;
  return `${id}:${isEnded ? 'retired' : state}:${end}:${expiresMs}:${notBeforeMs}`;
}

function usageFaults(world: ModelWorld, { calls }: FinalState): string[] {
  const names = new Set([...calls.keys(), ...world.answers.keys()]);
  return [...names].flatMap((name) => {
    const [counted, answered] = [calls.get(name) ?? 0, world.answers.get(name) ?? 0];
    const isRight = world.isUsageWhole ? counted === answered : counted <= answered;
    return isRight ? [] : [`${name} was counted ${counted} times and answered ${answered} times`];
  });
}
