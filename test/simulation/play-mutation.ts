/** A client changes something: what it asks for is picked from what there is, and what it is told goes into the history. */

import { newId } from '../../src-core/runtime/random.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { KeyId, VersionId } from '../../src-shared/ids/ids.ts';
import type { RateLimit } from '../../src-shared/limits/rate.ts';
import type { Deadline } from '../../src-shared/time/instant.ts';
import { seededRandom } from '../core/store/store-fixture.ts';
import type { Mutation, MutationResult } from './history.ts';
import { type Operator, SIM_CTX } from './operator.ts';
import { OPERATORS, type Step } from './script.ts';
import type { World } from './world.ts';

type MutateStep = Extract<Step, { does: 'mutate' }>;

/** A mutation ready to be committed. */
interface Asked {
  readonly mutation: Mutation;
  commit(): Promise<unknown>;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const GRACES_MS = [0, 1, 30_000, HOUR_MS, 24 * HOUR_MS, 31 * 24 * HOUR_MS];
const LIMITS: readonly (readonly RateLimit[])[] = [
  [],
  [{ name: 'rate', limit: 3, periodMs: MINUTE_MS }],
  [{ name: 'rate', limit: 7, periodMs: 10_000 }],
  [
    { name: 'burst', limit: 2, periodMs: 1_000 },
    { name: 'day', limit: 20, periodMs: 24 * HOUR_MS },
  ],
];
const WHY = { code: 'other', note: null } as const;

/** Runs until it is answered; for ever where its process ends while it waits. */
export async function playMutation(world: World, step: MutateStep): Promise<void> {
  const index = step.client % OPERATORS;
  const operator = world.operators[index];
  if (operator === undefined) throw new Error(`there is no operator ${index}`);
  world.held.plan(`operator ${index}`, step.holds);
  let mutation = wantedMutation(world, step);
  let error: unknown;
  try {
    const asked = await prepare(world, operator, mutation);
    mutation = asked.mutation;
    await asked.commit();
  } catch (fault) {
    error = fault;
  }
  const { client } = step;
  const result = resultOf(world, operator, error);
  world.history.push({ is: 'mutation', client, mutation, result });
}

const FAULTS: ReadonlySet<string> = new Set(['store/busy', 'disk/full', 'disk/failed']);

/** Nobody is told by a process that died, nor can a fault of the disk be believed: the log is read again. */
function resultOf(world: World, operator: Operator, error: unknown): MutationResult {
  const isCommitted = world.hasLogGrown();
  if (operator.file.isDead) return { kind: 'unknown', code: 'crash', isCommitted };
  if (error === undefined) return { kind: 'done' };
  if (!(error instanceof KeywrightError)) throw new Error('no error code', { cause: error });
  if (FAULTS.has(error.code)) return { kind: 'unknown', code: error.code, isCommitted };
  return { kind: 'refused', code: error.code };
}

function wantedMutation(world: World, step: MutateStep): Mutation {
  const target = world.tokens[step.pick % Math.max(world.tokens.length, 1)];
  const { kind, amount } = step;
  if (kind === 'create-role') return { kind };
  if (kind === 'issue' || target === undefined) return wantedIssue(step);
  const { keyId, versionId } = target;
  if (kind === 'extend') return { kind, keyId, byMs: pick(GRACES_MS.slice(1), amount) };
  if (kind === 'revoke-version') return { kind, keyId, versionId };
  if (kind !== 'rotate') return { kind, keyId };
  const isLeaked = amount % 5 === 0;
  return { kind, keyId, versionId: NO_VERSION, isLeaked, graceMs: pick(GRACES_MS, amount) };
}

/** Until the version is made. */
const NO_VERSION = '' as VersionId;

function wantedIssue({ amount }: MutateStep): Mutation {
  const notBefore: Deadline = { kind: 'after', afterMs: pick(GRACES_MS.slice(2, 4), amount >> 3) };
  const expires: Deadline = { kind: 'after', afterMs: pick([1, 45_000, 2 * HOUR_MS], amount >> 4) };
  return {
    kind: 'issue',
    keyId: '' as KeyId,
    versionId: NO_VERSION,
    owner: amount % 4 === 0 ? `app:worker-${amount % 3}` : 'team:payments',
    notBefore: amount % 5 === 1 ? notBefore : null,
    expires: amount % 3 === 1 ? expires : null,
    limits: pick(LIMITS, amount >> 2),
  };
}

function pick<Item>(items: readonly Item[], amount: number): Item {
  return items[amount % items.length] as Item;
}

async function prepare(world: World, operator: Operator, wanted: Mutation): Promise<Asked> {
  const { store } = operator;
  switch (wanted.kind) {
    case 'issue':
      return prepareIssue(world, operator, wanted);
    case 'rotate':
      return prepareRotation(world, operator, wanted);
    case 'create-role': {
      const name = world.nextRoleName();
      const role = { id: newId('rol', seededRandom(name)), name, permissions: ['a.b'] };
      return { mutation: wanted, commit: () => store.createRole(role, SIM_CTX) };
    }
    default:
      return { mutation: wanted, commit: () => change(store, wanted) };
  }
}

type PlainChange = Exclude<Mutation, { kind: 'issue' | 'rotate' | 'create-role' }>;

function change(store: Operator['store'], wanted: PlainChange): Promise<unknown> {
  const { kind, keyId } = wanted;
  switch (kind) {
    case 'finish':
      return store.finishRotation(keyId, SIM_CTX);
    case 'extend':
      return store.extendRotation(keyId, wanted.byMs, SIM_CTX);
    case 'roll-back':
      return store.rollBackRotation(keyId, SIM_CTX);
    case 'revoke-key':
      return store.revokeKey(keyId, WHY, SIM_CTX);
    case 'revoke-version':
      return store.revokeVersion(wanted.versionId, WHY, SIM_CTX);
    case 'disable':
    case 'enable':
      return store.setKeyDisabled(keyId, kind === 'disable', SIM_CTX);
  }
}

/** The token is known from here on, whatever becomes of its version. */
async function prepareIssue(
  world: World,
  operator: Operator,
  wanted: Extract<Mutation, { kind: 'issue' }>,
): Promise<Asked> {
  const { owner, limits, notBefore, expires } = wanted;
  const { newKey, versionId, token } = await operator.prepareKey({
    ...PLAIN_KEY,
    owner,
    limits: [...limits],
    notBefore,
    expires,
  });
  world.tokens.push({ token, keyId: newKey.id, versionId });
  return {
    mutation: { ...wanted, keyId: newKey.id, versionId },
    commit: () => operator.store.issueKey(newKey, SIM_CTX),
  };
}

const PLAIN_KEY = {
  api: 'acme',
  name: 'worker',
  environment: 'live',
  permissions: ['invoices.read'],
  roles: [],
  reason: null,
};

async function prepareRotation(
  world: World,
  operator: Operator,
  wanted: Extract<Mutation, { kind: 'rotate' }>,
): Promise<Asked> {
  const { keyId, graceMs, isLeaked } = wanted;
  const prepared = await operator.prepareRotation(keyId, isLeaked ? null : graceMs);
  const { versionId, token } = prepared;
  world.tokens.push({ token, keyId, versionId });
  return { mutation: { ...wanted, versionId }, commit: () => prepared.commit() };
}
