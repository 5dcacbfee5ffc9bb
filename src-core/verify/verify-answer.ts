/** Forms the answer of contract.md from what was found out; absent facts are null. */
import { OUTCOME_STATUS, type Outcome } from '../../src-shared/contract/outcome.ts';
import type { VerifyAnswer } from '../../src-shared/contract/verify.ts';
import type { DecisionId } from '../../src-shared/ids/ids.ts';
import type { Admission } from '../limits/limiter.ts';
import type { CompiledVersion } from './compiled-version.ts';
import type { InstantTexts } from './instant-texts.ts';

/** Answer to a caller whose secret matched nothing: the same for every such caller but for the decision id. */
export function strangerAnswer(
  outcome: 'malformed' | 'unknown',
  decisionId: DecisionId,
): VerifyAnswer {
  return {
    v: 1,
    valid: false,
    outcome,
    status: OUTCOME_STATUS[outcome],
    keyId: null,
    versionId: null,
    name: null,
    api: null,
    environment: null,
    owner: null,
    roles: null,
    permissions: null,
    limits: null,
    expiresAt: null,
    retiringAt: null,
    retryAfterSeconds: null,
    decisionId,
  };
}

export interface Finding {
  readonly outcome: Outcome;
  readonly limits: VerifyAnswer['limits'];
  readonly retryAfterSeconds: number | null;
}

/** Answer about a key whose secret matched. */
export function knownAnswer(
  version: CompiledVersion,
  finding: Finding,
  decisionId: DecisionId,
): VerifyAnswer {
  const { stored } = version;
  return {
    v: 1,
    valid: finding.outcome === 'valid',
    outcome: finding.outcome,
    status: OUTCOME_STATUS[finding.outcome],
    keyId: stored.keyId,
    versionId: stored.versionId,
    name: stored.keyName,
    api: stored.apiName,
    environment: stored.environment,
    owner: version.owner,
    roles: version.roleNames as string[],
    permissions: version.permissions as string[],
    limits: finding.limits,
    expiresAt: version.expiresAt,
    retiringAt: version.retiringAt,
    retryAfterSeconds: finding.retryAfterSeconds,
    decisionId,
  };
}

/** What a refusal says: no limit was asked, and waiting does not help. */
export function refusalFinding(outcome: Outcome): Finding {
  return { outcome, limits: null, retryAfterSeconds: null };
}

/** What a request that passed everything else says where nothing is taken from limits, nor looked at. */
export function unspentFinding(outcome: Outcome): Finding {
  return { outcome, limits: 'not-checked', retryAfterSeconds: null };
}

/** What an admission says of itself; resets and waits are rounded up, so that a caller who waits as told gets in. */
export function admissionFinding(
  admission: Admission,
  wallClockMs: number,
  formatReset: InstantTexts,
): Finding {
  return {
    outcome: admission.isAdmitted ? 'valid' : 'rate-limited',
    limits: admission.standings.map(({ name, limit, remaining, resetMs }) => ({
      name,
      limit,
      remaining,
      resetAt: formatReset(wallClockMs + resetMs),
    })),
    retryAfterSeconds: admission.isAdmitted ? null : secondsOrNull(admission.retryMs),
  };
}

function secondsOrNull(retryMs: number | null): number | null {
  return retryMs === null ? null : Math.max(1, Math.ceil(retryMs / 1_000));
}
