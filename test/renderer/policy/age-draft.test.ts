import { describe, expect, it } from 'vitest';
import {
  ageDraftOf,
  isSamePolicy,
  NO_AGE,
  parseLeadDays,
  policyOf,
} from '../../../src-renderer/policy/age-draft.ts';
import { rotationPolicySchema } from '../../../src-shared/rotation/rotation-policy.ts';
import { codeOf } from '../../code-of.ts';

const DAY_MS = 86_400_000;

describe('the form of a maximum age', () => {
  it.each([
    { maxAgeMs: null, leadDays: null },
    { maxAgeMs: 90 * DAY_MS, leadDays: null },
    { maxAgeMs: 45 * DAY_MS, leadDays: [30, 7, 1] },
    // Set in the terminal, to the hour.
    { maxAgeMs: 36 * 3_600_000, leadDays: [1] },
  ])('shows %j and gives it back as it was', (policy) => {
    expect(policyOf(ageDraftOf(policy))).toEqual(policy);
    expect(rotationPolicySchema.safeParse(policyOf(ageDraftOf(policy))).success).toBe(true);
  });

  it('begins with no age, and knows when nothing changed', () => {
    expect(ageDraftOf(null)).toEqual(NO_AGE);
    expect(isSamePolicy(null, policyOf(NO_AGE))).toBe(true);
    expect(isSamePolicy(null, policyOf({ age: '90', leadDays: '' }))).toBe(false);
  });

  it('reads days between spaces and commas, and refuses what is none', () => {
    expect(parseLeadDays(' 1, 30 7,7 ')).toEqual([30, 7, 1]);
    for (const typed of ['', 'soon', '1.5', '-1', '366', '1 2 3 4 5 6 7 8 9']) {
      expect([typed, codeOf(() => parseLeadDays(typed))]).toEqual([
        typed,
        'usage/invalid-argument',
      ]);
    }
  });
});
