/**
 * The OS keychain through keytar: each call in a process of its own that is killed when its time is over, one call in flight at a time.
 * A write counts only when it was read back; a probe only when a canary could be written, read and deleted, and stood nowhere in clear.
 */
import { z } from 'zod';
import type { RandomSource } from '../runtime/random.ts';
import { SecretText } from '../secret/secret-bytes.ts';
import { KEYCHAIN_SERVICE, type Keychain, type KeychainProbe } from './keychain.ts';
import {
  KEYCHAIN_FAULT_WORDS,
  type KeychainFault,
  keychainError,
  keychainFaultOf,
} from './keychain-fault.ts';
import type { KeytarDriver } from './keytar-driver.ts';
import type { KeytarAnswer, KeytarRequest } from './keytar-protocol.ts';
import { oneAtATime } from './one-at-a-time.ts';

export interface KeytarKeychainDeps {
  readonly random: RandomSource;
  readonly driver: KeytarDriver;
  readonly platform: NodeJS.Platform;
  /** 3,000 by default: a probe waits for no person. */
  readonly probeTimeoutMs?: number;
  /** 60,000 by default: a prompt may be up. */
  readonly callTimeoutMs?: number;
}

const PROBE_TIMEOUT_MS = 3_000;
const CALL_TIMEOUT_MS = 60_000;

const readBackSchema = z.enum(['same', 'nothing', 'other']);
const answerSchema: z.ZodType<KeytarAnswer> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('value'), value: z.string().nullable() }),
  z.strictObject({ kind: z.literal('deleted'), isDeleted: z.boolean() }),
  z.strictObject({ kind: z.literal('written'), readBack: readBackSchema }),
  z.strictObject({
    kind: z.literal('probed'),
    readBack: readBackSchema,
    isDeleted: z.boolean(),
    isInClear: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('fault'),
    fault: z.enum(['unloadable', 'failed']),
    message: z.string(),
  }),
]);

export function createKeytarKeychain(deps: KeytarKeychainDeps): Keychain {
  const callTimeoutMs = deps.callTimeoutMs ?? CALL_TIMEOUT_MS;
  const inTurn = oneAtATime();
  const ask = (request: KeytarRequest): Promise<KeytarAnswer> =>
    inTurn(() => askDriver(deps, request));
  const item = (account: string) => ({
    service: KEYCHAIN_SERVICE,
    account,
    timeLimitMs: callTimeoutMs,
  });
  return {
    probe: () => probe(deps, ask),
    async get(account) {
      const answer = expectKind(await ask({ ...item(account), operation: 'get' }), 'value');
      return answer.value === null ? null : new SecretText(answer.value);
    },
    async set(account, value) {
      const request = { ...item(account), operation: 'set', value: value.expose() } as const;
      const { readBack } = expectKind(await ask(request), 'written');
      if (readBack === 'nothing') throw keychainError('locked');
      if (readBack === 'other') throw keychainError('refused');
    },
    async delete(account) {
      return expectKind(await ask({ ...item(account), operation: 'delete' }), 'deleted').isDeleted;
    },
  };
}

type Ask = (request: KeytarRequest) => Promise<KeytarAnswer>;

async function probe(deps: KeytarKeychainDeps, ask: Ask): Promise<KeychainProbe> {
  const backend = backendName(deps.platform);
  const answer = await ask({
    operation: 'probe',
    service: KEYCHAIN_SERVICE,
    account: `probe-${deps.random.bytes(8).toString('hex')}`,
    value: deps.random.bytes(24).toString('base64url'),
    timeLimitMs: deps.probeTimeoutMs ?? PROBE_TIMEOUT_MS,
  });
  const fault = faultOf(answer);
  if (fault === null) {
    return {
      state: 'ready',
      backend,
      explanation: 'The OS keychain is unlocked and keeps secrets.',
    };
  }
  const state = fault === 'refused' ? 'missing' : fault;
  return { state, backend, explanation: KEYCHAIN_FAULT_WORDS[fault] };
}

/** Null where a canary went in, came back, was removed, and stood nowhere in clear. */
function faultOf(answer: KeytarAnswer): KeychainFault | null {
  if (answer.kind === 'fault') {
    return answer.fault === 'unloadable' ? 'unloadable' : keychainFaultOf(answer.message);
  }
  if (answer.kind !== 'probed' || answer.readBack === 'other') return 'refused';
  if (answer.isInClear) return 'plaintext';
  return answer.readBack === 'same' && answer.isDeleted ? null : 'locked';
}

async function askDriver(deps: KeytarKeychainDeps, request: KeytarRequest): Promise<KeytarAnswer> {
  const outcome = await deps.driver(JSON.stringify(request), request.timeLimitMs);
  if (outcome.kind === 'hung') return fault('timed out');
  if (outcome.kind === 'failed') return fault(`driver ${outcome.reason}`);
  return parseAnswer(outcome.line);
}

/** An answer nobody understands is quoted nowhere: it may hold a secret. */
function parseAnswer(line: string): KeytarAnswer {
  try {
    return answerSchema.parse(JSON.parse(line));
  } catch {
    return fault('the driver answered something else');
  }
}

function fault(message: string): KeytarAnswer {
  return { kind: 'fault', fault: 'failed', message };
}

function expectKind<Kind extends KeytarAnswer['kind']>(
  answer: KeytarAnswer,
  kind: Kind,
): Extract<KeytarAnswer, { kind: Kind }> {
  if (answer.kind === kind) return answer as Extract<KeytarAnswer, { kind: Kind }>;
  const cause = answer.kind === 'fault' ? new Error(answer.message) : undefined;
  throw keychainError(faultOf(answer) ?? 'refused', cause);
}

function backendName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'macOS Keychain (keytar)';
  if (platform === 'win32') return 'Windows Credential Manager (keytar)';
  return 'Secret Service (keytar)';
}
