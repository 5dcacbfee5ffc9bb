/** The closed list of verification outcomes and the HTTP status the asking service should give its caller. */
export const OUTCOME_STATUS = {
  valid: 200,
  malformed: 401,
  unknown: 401,
  revoked: 401,
  retired: 401,
  expired: 401,
  'not-yet-valid': 401,
  disabled: 401,
  'wrong-api': 403,
  'wrong-environment': 403,
  'network-denied': 403,
  'origin-denied': 403,
  'route-denied': 403,
  'permission-denied': 403,
  'rate-limited': 429,
  'quota-exhausted': 429,
} as const;

export type Outcome = keyof typeof OUTCOME_STATUS;

export const OUTCOMES = Object.keys(OUTCOME_STATUS) as readonly Outcome[];
