/** Forms the answer of an explanation: what verify would answer, with the checks that lead there. */
import type { ExplainAnswer } from '../../src-shared/contract/explain.ts';
import type { VerifyAnswer } from '../../src-shared/contract/verify.ts';
import type { DecisionId } from '../../src-shared/ids/ids.ts';
import type { InstantTexts } from './instant-texts.ts';
import type { Trace } from './trace-request.ts';
import {
  admissionFinding,
  knownAnswer,
  refusalFinding,
  strangerAnswer,
  unspentFinding,
} from './verify-answer.ts';

interface AnswerParts {
  readonly decisionId: DecisionId;
  /** Of the wall clock, for the resets of limits. */
  readonly nowMs: number;
  readonly formatReset: InstantTexts;
}

export function explainAnswer(trace: Trace, parts: AnswerParts): ExplainAnswer {
  return { ...verdictOf(trace, parts), checks: [...trace.checks] };
}

function verdictOf(trace: Trace, { decisionId, nowMs, formatReset }: AnswerParts): VerifyAnswer {
  if (trace.kind === 'stranger') return strangerAnswer(trace.outcome, decisionId);
  if (trace.kind === 'refused') {
    return knownAnswer(trace.version, refusalFinding(trace.outcome), decisionId);
  }
  const { admission, version } = trace;
  const finding =
    admission === null ? unspentFinding('valid') : admissionFinding(admission, nowMs, formatReset);
  return knownAnswer(version, finding, decisionId);
}
