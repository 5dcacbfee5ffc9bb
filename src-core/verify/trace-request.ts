/**
 * The steps of the verifier taken one by one, for an explanation: it asks the same functions in the same order and spends nothing.
 * What it decides is therefore what the verifier decides; test/core/verify/explain.prop.test.ts holds the two against each other.
 */
import { CHECK_NAMES, type Check, type CheckName } from '../../src-shared/contract/explain.ts';
import { parseToken } from '../../src-shared/key-format/token.ts';
import type { Admission, LimitPreview } from '../limits/limiter.ts';
import type { Call } from './admit.ts';
import {
  type AuthenticateDeps,
  type Authentication,
  type AuthenticationOutcome,
  judge,
} from './authenticate.ts';
import { type AuthorizationOutcome, authorize, type Wish } from './authorize.ts';
import { type Evidence, wordsOf } from './check-words.ts';
import type { CompiledVersion } from './compiled-version.ts';

export interface TraceDeps {
  readonly steps: AuthenticateDeps;
  /** Null: the counters are in another process, and limits are not checked. */
  readonly preview: LimitPreview | null;
}

export interface TracedRequest {
  readonly token: string;
  readonly wish: Wish;
  readonly call: Call;
}

type Refusal = AuthenticationOutcome | AuthorizationOutcome;

export type Trace = { readonly checks: readonly Check[] } & (
  | { readonly kind: 'stranger'; readonly outcome: 'malformed' | 'unknown' }
  | { readonly kind: 'refused'; readonly outcome: Refusal; readonly version: CompiledVersion }
  /** Admission null: limits were not checked. */
  | {
      readonly kind: 'passed';
      readonly version: CompiledVersion;
      readonly admission: Admission | null;
    }
);

const DECIDED_BY: Readonly<Record<Refusal, CheckName>> = {
  revoked: 'revocation',
  retired: 'validity',
  expired: 'validity',
  'not-yet-valid': 'validity',
  disabled: 'enabled',
  'wrong-api': 'api',
  'wrong-environment': 'environment',
  'permission-denied': 'permissions',
};

/** Throws what the verifier throws where the question cannot be answered. */
export async function traceRequest(deps: TraceDeps, request: TracedRequest): Promise<Trace> {
  const { token, wish } = request;
  const parsed = parseToken(token);
  if (parsed === null) {
    return { kind: 'stranger', outcome: 'malformed', checks: checksUpTo('shape', bare(request)) };
  }
  const { versionId } = parsed;
  const version = await deps.steps.cache.find(versionId);
  const nowMs = deps.steps.clock.nowMs();
  const found: Authentication = judge(deps.steps, { token, versionId }, version);
  if (found.kind === 'stranger') {
    const failed = version === null ? 'version' : 'secret';
    return {
      kind: 'stranger',
      outcome: found.outcome,
      checks: checksUpTo(failed, bare(request)),
    };
  }
  const outcome = found.outcome ?? authorize(found.version, wish);
  const evidence = { ...bare(request), version: found.version, nowMs };
  if (outcome !== null) {
    const checks = checksUpTo(DECIDED_BY[outcome], { ...evidence, outcome });
    return { kind: 'refused', outcome, version: found.version, checks };
  }
  return admitted(deps, request, { ...evidence, version: found.version });
}

async function admitted(
  { preview }: TraceDeps,
  { call }: TracedRequest,
  evidence: Evidence & { readonly version: CompiledVersion },
): Promise<Trace> {
  const { version } = evidence;
  const { keyId, limits } = version.stored;
  const admission = preview === null ? null : await preview.preview({ keyId, limits, ...call });
  const failed = admission?.isAdmitted === false ? 'limits' : null;
  const checks = checksUpTo(failed, { ...evidence, admission });
  return { kind: 'passed', version, admission, checks };
}

function bare({ token, wish, call }: TracedRequest): Evidence {
  return { token, wish, call, version: null, nowMs: 0, outcome: null, admission: null };
}

/** All checks: those before the failed one passed, those behind it were not reached. Null: none failed. */
function checksUpTo(failed: CheckName | null, evidence: Evidence): readonly Check[] {
  const end = failed === null ? CHECK_NAMES.length : CHECK_NAMES.indexOf(failed);
  return CHECK_NAMES.map((check, index) => {
    const result = resultOf(check, index - end, evidence);
    return { check, result, ...wordsOf(check, result, evidence) };
  });
}

function resultOf(check: CheckName, distance: number, evidence: Evidence): Check['result'] {
  if (distance > 0) return 'not-reached';
  if (distance === 0) return 'failed';
  return check === 'limits' && evidence.admission === null ? 'not-checked' : 'passed';
}
