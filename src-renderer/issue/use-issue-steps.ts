import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IssuedAnswer } from '../../src-shared/contract/engine-answers.ts';
import { ask } from '../bridge.ts';
import { errorText } from '../state/error-text.ts';
import {
  checkStep,
  firstDraft,
  ISSUE_STEPS,
  type IssueDraft,
  type IssueFacts,
  type IssueStep,
  isLimitFaulty,
  issueInputOf,
} from './issue-draft.ts';
import { stepOfError } from './step-of-error.ts';

/** The way through the questions: on to the next, or to the first that is not answered well, and at the end the key. */
export function useIssueSteps(facts: IssueFacts) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<IssueDraft>(() => firstDraft(facts));
  const [step, setStep] = useState<IssueStep>('api');
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [issued, setIssued] = useState<IssuedAnswer | null>(null);
  const go = (to: IssueStep, why: string | null = null): void => {
    setStep(to);
    setFault(why);
  };
  const faultOf = (of: IssueStep): string | null => {
    try {
      checkStep(draft, of);
      return of === 'limits' && isLimitFaulty(draft) ? t('issue.limitFault') : null;
    } catch (error) {
      return errorText(error);
    }
  };
  const issue = async (): Promise<void> => {
    setBusy(true);
    try {
      setIssued(await ask('key:issue', issueInputOf(draft)));
    } catch (error) {
      go(stepOfError(error), errorText(error));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const at = ISSUE_STEPS.indexOf(step);
    const faulty = ISSUE_STEPS.slice(0, at + 1).find((of) => faultOf(of) !== null);
    if (faulty !== undefined) go(faulty, faultOf(faulty));
    else if (step !== 'review') go(ISSUE_STEPS[at + 1] ?? 'review');
    else void issue();
  };
  const change = (part: Partial<IssueDraft>): void => {
    setDraft({ ...draft, ...part });
    setFault(null);
  };
  return { draft, step, fault, isBusy, issued, go, change, submit };
}
