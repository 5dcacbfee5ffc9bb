/** How old a secret may become, on the command line: false stands for the `--no-…` form, undefined for nothing said. */
import type { EngineInput } from '../../src-shared/contract/engine-calls.ts';
import { clip } from '../../src-shared/error/clip.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { leadDaysSchema, MIN_AGE_MS } from '../../src-shared/rotation/rotation-policy.ts';
import { parseDuration } from '../../src-shared/time/duration.ts';

export interface PolicyOptions {
  readonly leadDays?: string | false;
}

export type PolicyFields = Pick<EngineInput<'policy:set'>, 'maxAgeMs' | 'leadDays'>;

/** Null: nothing of it was named. `flag` is the name of the option for the age. Throws usage/invalid-duration, -/invalid-argument. */
export function parsePolicy(
  maxAge: string | false | undefined,
  { leadDays }: PolicyOptions,
  flag: '--max-age' | '--max-key-age',
): PolicyFields | null {
  if (maxAge === undefined && leadDays === undefined) return null;
  return {
    ...(maxAge === undefined ? {} : { maxAgeMs: maxAge === false ? null : parseAge(maxAge, flag) }),
    ...(leadDays === undefined
      ? {}
      : { leadDays: leadDays === false ? null : parseLeadDays(leadDays) }),
  };
}

function parseAge(text: string, flag: string): number {
  return parseDuration(text, flag, { minMs: MIN_AGE_MS });
}

/** `30,7,1`. */
function parseLeadDays(text: string): number[] {
  const days = text.split(',').map((part) => (/^\s*\d{1,3}\s*$/.test(part) ? Number(part) : -1));
  const parsed = leadDaysSchema.safeParse(days);
  if (parsed.success) return parsed.data;
  throw new KeywrightError(
    'usage/invalid-argument',
    `--lead-days: "${clip(text)}" is not 1 to 8 whole days from 0 to 365, as in 30,7,1`,
  );
}
