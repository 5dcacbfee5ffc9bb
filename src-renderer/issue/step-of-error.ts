import { errorCode } from '../state/error-text.ts';
import type { IssueStep } from './issue-draft.ts';

const STEPS: readonly (readonly [RegExp, IssueStep])[] = [
  [/^api\/environment-not-found$/, 'environment'],
  [/^api\//, 'api'],
  [/^owner\//, 'owner'],
  [/^role\/|^usage\/invalid-permission$/, 'permissions'],
  [/^usage\/invalid-rate$/, 'limits'],
  [/^key\/expiry-refused$|^usage\/invalid-time$/, 'expiry'],
];

/** The step at which a refusal can be mended; the last one for what no step can. */
export function stepOfError(error: unknown): IssueStep {
  const code = errorCode(error);
  return STEPS.find(([pattern]) => pattern.test(code))?.[1] ?? 'review';
}
