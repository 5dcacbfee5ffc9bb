import { describe, expect, it } from 'vitest';
import { admissionFinding } from '../../../src-core/verify/verify-answer.ts';
import { formatInstant } from '../../../src-shared/time/instant.ts';

const NOW_MS = Date.UTC(2026, 0, 1);
const STANDING = { name: 'rate', limit: 10, remaining: 3, resetMs: 1_500 };

describe('what an admission says of itself', () => {
  it('is valid with nothing to wait for, and when each limit is whole again', () => {
    const admission = { isAdmitted: true, standings: [STANDING], retryMs: 0 };
    expect(admissionFinding(admission, NOW_MS, formatInstant)).toEqual({
      outcome: 'valid',
      limits: [{ name: 'rate', limit: 10, remaining: 3, resetAt: '2026-01-01T00:00:01.500Z' }],
      retryAfterSeconds: null,
    });
  });

  it.each([
    [1, 1],
    [1_000, 1],
    [1_001, 2],
    [0, 1],
    [null, null],
  ])('is rate-limited, and of a wait of %s ms says %s s', (retryMs, retryAfterSeconds) => {
    const admission = { isAdmitted: false, standings: [], retryMs };
    expect(admissionFinding(admission, NOW_MS, formatInstant)).toEqual({
      outcome: 'rate-limited',
      limits: [],
      retryAfterSeconds,
    });
  });
});
