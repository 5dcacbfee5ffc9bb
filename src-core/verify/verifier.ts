/**
 * The verifier: authenticate, then authorize, then admit; each step may end it. One answer per call, or an error where the store or
 * its pepper could not be asked, which is never an outcome of the key (docs/architecture.md, "Verification").
 */

import type { ExplainAnswer } from '../../src-shared/contract/explain.ts';
import type { IntrospectionAnswer } from '../../src-shared/contract/introspection.ts';
import type { Outcome } from '../../src-shared/contract/outcome.ts';
import type { VerifyAnswer, VerifyRequest } from '../../src-shared/contract/verify.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { Limiter, LimitPreview } from '../limits/limiter.ts';
import type { StoreKeys } from '../pepper/store-keys.ts';
import type { Clock } from '../runtime/clock.ts';
import type { MaybePromise } from '../runtime/maybe-promise.ts';
import { newId, type RandomSource } from '../runtime/random.ts';
import type { SharedReader, StoreReader, VerificationReader } from '../store/verification-store.ts';
import type { UsageRecorder } from '../usage/usage-recorder.ts';
import { admit } from './admit.ts';
import { askedReader, askedReads } from './asked-reader.ts';
import {
  type AuthenticateDeps,
  type Authentication,
  authenticate,
  type DummyVersion,
} from './authenticate.ts';
import { authorize, type Wish } from './authorize.ts';
import { type CompiledVersion, createVersionCompiler } from './compiled-version.ts';
import type { DatabaseClock } from './database-clock.ts';
import { createDecisionIds } from './decision-ids.ts';
import { explainAnswer } from './explain-answer.ts';
import { createInstantTexts } from './instant-texts.ts';
import { activeAnswer, INACTIVE } from './introspection-answer.ts';
import { createLeasedRecords, type LeasedRecords } from './leased-records.ts';
import { createPermissionReader } from './permission-reader.ts';
import { createRecordCache, DEFAULT_MAX_RECORDS, type RecordCache } from './record-cache.ts';
import type { StoreClock } from './store-clock.ts';
import { traceRequest } from './trace-request.ts';
import {
  admissionFinding,
  type Finding,
  knownAnswer,
  refusalFinding,
  strangerAnswer,
  unspentFinding,
} from './verify-answer.ts';

export interface VerifierDeps {
  /** Of an embedded store, which is asked for changes at each verification, or of a shared one. */
  readonly reader: VerificationReader | SharedReader;
  readonly keys: StoreKeys;
  readonly limiter: Limiter;
  /** Looks at the counters of `limiter`; left out where they are elsewhere: an explanation then checks no limits. */
  readonly preview?: LimitPreview;
  /** Null where nothing is recorded. */
  readonly usage: UsageRecorder | null;
  readonly clock: Clock;
  /** A DatabaseClock where the store is shared. */
  readonly storeClock: StoreClock | DatabaseClock;
  readonly random: RandomSource;
  /** Environments whose keys are accepted; null: all. */
  readonly environments: readonly string[] | null;
  readonly maxCachedRecords?: number;
}

export interface Verifier {
  /**
   * Decides and spends: takes from the key's limits, records the use.
   * Throws usage/invalid-permission for a permission query that cannot be read; store/unavailable, store/busy, pepper/unavailable,
   * pepper/mismatch (all 503) and store/damaged where the question cannot be answered.
   */
  verify(request: VerifyRequest): Promise<VerifyAnswer>;
  /** Decides the same, but spends and records nothing; limits are "not-checked". Throws as verify. */
  check(request: VerifyRequest): Promise<VerifyAnswer>;
  /** What verify would answer now, and each check of the way there; spends and records nothing. Throws as verify. */
  explain(request: VerifyRequest): Promise<ExplainAnswer>;
  /** Whether the key is active, for RFC 7662; takes nothing from limits, but records the use. Throws as verify. */
  introspect(token: string): Promise<IntrospectionAnswer>;
  /** Of a shared store: to be renewed, or every verification asks it. Null: the store is embedded. */
  readonly leased: Pick<LeasedRecords, 'renew'> | null;
}

type Refusal = Exclude<Outcome, 'valid' | 'malformed' | 'unknown'>;
type Decision =
  | { readonly kind: 'stranger'; readonly outcome: 'malformed' | 'unknown' }
  | { readonly kind: 'refused'; readonly outcome: Refusal; readonly version: CompiledVersion }
  | { readonly kind: 'passed'; readonly version: CompiledVersion };

/** Throws pepper/mismatch where the keys belong to another store, pepper/unavailable where they lack their own pepper. */
export function createVerifier(deps: VerifierDeps): Verifier {
  const { clock, keys, limiter, storeClock, usage } = deps;
  const nextDecisionId = createDecisionIds(deps.random);
  const { steps, leased } = authenticationSteps(deps);
  const wishOf = wishReader(deps.environments);
  const formatReset = createInstantTexts();
  assertSameStore(deps.reader, keys);

  function decide(request: VerifyRequest): MaybePromise<Decision> {
    const wish = wishOf(request);
    const found = authenticate(steps, request.token);
    return found instanceof Promise
      ? found.then((it) => decideOn(it, wish))
      : decideOn(found, wish);
  }

  function recordUse(version: CompiledVersion, outcome: Outcome): void {
    const { keyId, versionId } = version.stored;
    usage?.record({ keyId, versionId, outcome, atMs: storeClock.nowMs() });
  }

  function recorded(version: CompiledVersion, finding: Finding): VerifyAnswer {
    recordUse(version, finding.outcome);
    return knownAnswer(version, finding, nextDecisionId());
  }

  return {
    leased,
    async verify(request) {
      const asked = decide(request);
      const decision = asked instanceof Promise ? await asked : asked;
      if (decision.kind === 'stranger') return strangerAnswer(decision.outcome, nextDecisionId());
      const { version } = decision;
      if (decision.kind === 'refused') return recorded(version, refusalFinding(decision.outcome));
      const spent = admit(limiter, version, callOf(request));
      const admission = spent instanceof Promise ? await spent : spent;
      return recorded(version, admissionFinding(admission, clock.nowMs(), formatReset));
    },
    async check(request) {
      const decision = await decide(request);
      if (decision.kind === 'stranger') return strangerAnswer(decision.outcome, nextDecisionId());
      return knownAnswer(decision.version, unspentFinding(outcomeOf(decision)), nextDecisionId());
    },
    async introspect(token) {
      const decision = await decide({ token });
      if (decision.kind === 'stranger') return INACTIVE;
      recordUse(decision.version, outcomeOf(decision));
      return decision.kind === 'passed' ? activeAnswer(decision.version) : INACTIVE;
    },
    async explain(request) {
      const asked = { token: request.token, wish: wishOf(request), call: callOf(request) };
      const trace = await traceRequest({ steps, preview: deps.preview ?? null }, asked);
      const parts = { decisionId: nextDecisionId(), nowMs: clock.nowMs(), formatReset };
      return explainAnswer(trace, parts);
    },
  };
}

function decideOn(found: Authentication, wish: Wish): Decision {
  if (found.kind === 'stranger') return found;
  const { version } = found;
  const outcome = found.outcome ?? authorize(version, wish);
  return outcome === null ? { kind: 'passed', version } : { kind: 'refused', outcome, version };
}

function outcomeOf(decision: Exclude<Decision, { kind: 'stranger' }>): Outcome {
  return decision.kind === 'refused' ? decision.outcome : 'valid';
}

function wishReader(environments: readonly string[] | null): (request: VerifyRequest) => Wish {
  const readPermissions = createPermissionReader();
  const acceptedEnvironments = environments === null ? null : new Set(environments);
  return ({ api = null, environment = null, permissions }) => ({
    api,
    environment,
    acceptedEnvironments,
    permissions: readPermissions(permissions),
  });
}

function callOf(request: VerifyRequest): { cost: number; requestId: string | null } {
  return { cost: request.cost ?? 1, requestId: request.requestId ?? null };
}

interface AuthenticationSteps {
  readonly steps: AuthenticateDeps;
  readonly leased: LeasedRecords | null;
}

function authenticationSteps(deps: VerifierDeps): AuthenticationSteps {
  const { keys, storeClock } = deps;
  const leased = leasedRecords(deps);
  const cache = leased ?? embeddedRecords(deps);
  const steps = { cache, keys, clock: storeClock, dummy: createDummy(keys, deps.random) };
  return { steps, leased };
}

function embeddedRecords({
  reader,
  keys,
  storeClock,
  maxCachedRecords,
}: VerifierDeps): RecordCache {
  if (!('changeMark' in reader)) throw new Error('a shared store is judged by its own clock');
  return createRecordCache({
    reader: askedReader(reader),
    compile: createVersionCompiler(keys),
    observe: (seenMs) => storeClock.observe(seenMs),
    maxRecords: maxCachedRecords ?? DEFAULT_MAX_RECORDS,
  });
}

function leasedRecords(deps: VerifierDeps): LeasedRecords | null {
  const { reader, keys, clock, storeClock, maxCachedRecords = DEFAULT_MAX_RECORDS } = deps;
  if ('changeMark' in reader || !('observeAnswer' in storeClock)) return null;
  return createLeasedRecords({
    reader: askedReads(reader),
    compile: createVersionCompiler(keys),
    clock,
    databaseClock: storeClock,
    maxRecords: maxCachedRecords,
  });
}

function createDummy(keys: StoreKeys, random: RandomSource): DummyVersion {
  const pepper = keys.peppers.get(keys.currentPepperId);
  if (pepper === undefined) {
    throw new KeywrightError('pepper/unavailable', 'The current pepper is not at hand');
  }
  return { keyId: newId('key', random), digest: random.bytes(32), pepper };
}

function assertSameStore(reader: StoreReader, keys: StoreKeys): void {
  if (reader.storeId === keys.storeId) return;
  throw new KeywrightError('pepper/mismatch', 'The pepper at hand belongs to another store', {
    hint: `It is for ${keys.storeId}; this is ${reader.storeId}.`,
  });
}
