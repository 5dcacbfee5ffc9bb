import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { useNow } from '../design/relative-time.tsx';
import { restrictionSentence, type Topic } from '../sentence/restriction-sentence.ts';
import { Sentence } from '../sentence/sentence.tsx';
import { ISSUE_STEPS, type IssueFacts, type IssueStep, restrictionsOf } from './issue-draft.ts';
import { IssueStepFields } from './issue-step-fields.tsx';
import styles from './issue-wizard.module.css';
import { IssuedDialog } from './issued-dialog.tsx';
import { useIssueSteps } from './use-issue-steps.ts';

interface IssueWizardProps {
  readonly facts: IssueFacts;
  readonly onClose: () => void;
}

/** One question at a time under the sentence that the answers make; its words lead back to their question. */
export function IssueWizard({ facts, onClose }: IssueWizardProps) {
  const { t } = useTranslation();
  const form = useId();
  const { draft, step, fault, isBusy, issued, go, change, submit } = useIssueSteps(facts);
  const nowMs = useNow();
  const at = ISSUE_STEPS.indexOf(step);
  if (issued !== null) return <IssuedDialog issued={issued} onClose={onClose} />;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="wide"
      title={t('issue.title')}
      text={t('issue.step', { step: at + 1, of: ISSUE_STEPS.length })}
      actions={
        <>
          {at > 0 && (
            <Button look="quiet" onClick={() => go(ISSUE_STEPS[at - 1] ?? 'api')}>
              {t('common.back')}
            </Button>
          )}
          <Button type="submit" form={form} look="primary" isBusy={isBusy}>
            {t(step === 'review' ? 'issue.issue' : 'common.next')}
          </Button>
        </>
      }
    >
      <Sentence
        phrases={restrictionSentence(restrictionsOf(draft, nowMs), t)}
        onChoose={(topic) => go(stepOf(topic))}
        current={step === 'review' ? null : step}
      />
      <form id={form} className={styles['form']} onSubmit={submit}>
        <h3 className={styles['question']}>{t(`issue.steps.${step}`)}</h3>
        <IssueStepFields
          key={step}
          step={step}
          draft={draft}
          facts={facts}
          fault={fault}
          onChange={change}
        />
      </form>
    </Dialog>
  );
}

function stepOf(topic: Topic): IssueStep {
  return topic === 'start' ? 'expiry' : topic;
}
