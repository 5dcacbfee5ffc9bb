/** `api edit`: how old the keys of an API may become. It is kept in the vault, so the vault has to be open. */
import type { PolicyView } from '../../src-shared/contract/engine-answers.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { formatDuration } from '../../src-shared/time/duration.ts';
import type { Answer, JsonObject } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { type PolicyOptions, parsePolicy } from '../input/policy-options.ts';
import { withEngine } from '../with-engine.ts';

export interface EditApiOptions extends PolicyOptions {
  readonly maxKeyAge?: string | false;
}

export async function editApi(
  cli: Cli,
  [reference = '']: readonly string[],
  options: EditApiOptions,
): Promise<Answer> {
  const policy = parsePolicy(options.maxKeyAge, options, '--max-key-age');
  if (policy === null) {
    throw new KeywrightError('usage/missing-input', 'Nothing to change was named', {
      hint: 'See `keywright api edit --help`.',
    });
  }
  const input = { of: 'api', reference, ...policy, reason: null } as const;
  const set = await withEngine(cli, (engine) => engine.call('policy:set', input));
  return {
    json: { apiId: set.id, name: set.name, ...apiPolicyJson(set) },
    text: () => '',
    notes: [`Changed "${set.name}"; ${describePolicy(set)}`],
  };
}

export function apiPolicyJson(policy: PolicyView | null): JsonObject {
  return {
    maxKeyAgeSeconds: policy?.maxAgeMs == null ? null : policy.maxAgeMs / 1_000,
    leadDays: policy?.leadDays ?? null,
  };
}

/** A sentence about the keys of the API. */
export function describePolicy({ maxAgeMs, leadDays }: PolicyView): string {
  const age =
    maxAgeMs === null
      ? 'its keys may grow old'
      : `its keys are due ${formatDuration(maxAgeMs)} after each rotation`;
  return leadDays === null ? age : `${age}; reminders ${leadDays.join(', ')} days before`;
}
