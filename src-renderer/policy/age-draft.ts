/** How old a secret may become, as a form holds it while it is filled in. */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { areLeadDays } from '../../src-shared/rotation/lead-days.ts';
import type { RotationPolicy } from '../../src-shared/rotation/rotation-policy.ts';
import { words } from '../words/set-up-words.ts';

const DAY_MS = 86_400_000;
export const AGE_DAYS = [30, 60, 90, 180, 365] as const;

export interface AgeDraft {
  /** Days as text; `never`: it may grow old. */
  readonly age: string;
  /** As typed: `30, 7, 1`; empty: the general ones. */
  readonly leadDays: string;
}

export const NO_AGE: AgeDraft = { age: 'never', leadDays: '' };

export function ageDraftOf(policy: RotationPolicy | null): AgeDraft {
  const maxAgeMs = policy?.maxAgeMs ?? null;
  return {
    age: maxAgeMs === null ? 'never' : String(maxAgeMs / DAY_MS),
    leadDays: policy?.leadDays?.join(', ') ?? '',
  };
}

/** Throws usage/invalid-argument for days that are none. */
export function policyOf({ age, leadDays }: AgeDraft): RotationPolicy {
  return {
    maxAgeMs: age === 'never' ? null : Math.round(Number(age) * DAY_MS),
    leadDays: leadDays.trim() === '' ? null : parseLeadDays(leadDays),
  };
}

/** Words between spaces and commas, the longest first. Throws usage/invalid-argument. */
export function parseLeadDays(text: string): number[] {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  const days = parts.map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : -1));
  const leadDays = [...new Set(days)].toSorted((a, b) => b - a);
  if (areLeadDays(leadDays)) return leadDays;
  throw new KeywrightError('usage/invalid-argument', words.t('policy.leadDaysFault'));
}

export function isSamePolicy(a: RotationPolicy | null, b: RotationPolicy): boolean {
  const former = a ?? { maxAgeMs: null, leadDays: null };
  return (
    former.maxAgeMs === b.maxAgeMs &&
    (former.leadDays?.join() ?? null) === (b.leadDays?.join() ?? null)
  );
}
