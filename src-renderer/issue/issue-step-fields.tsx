import { FlaskConical, Hammer, Radio } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ChoiceList } from '../design/choice-list.tsx';
import { TextField } from '../design/field.tsx';
import { ExpiryFields } from './expiry-fields.tsx';
import type { IssueDraft, IssueFacts, IssueStep } from './issue-draft.ts';
import { withApi } from './issue-draft.ts';
import styles from './issue-wizard.module.css';
import { LimitFields } from './limit-fields.tsx';
import { OwnerFields } from './owner-fields.tsx';
import { PermissionFields } from './permission-fields.tsx';
import { ReviewFields } from './review-fields.tsx';

export interface StepProps {
  readonly draft: IssueDraft;
  readonly facts: IssueFacts;
  /** What is wrong with this step; null: nothing. */
  readonly fault: string | null;
  readonly onChange: (change: Partial<IssueDraft>) => void;
}

/** The controls of one question. Each takes the focus when it comes. */
export function IssueStepFields({ step, ...props }: StepProps & { readonly step: IssueStep }) {
  switch (step) {
    case 'api':
      return <ApiFields {...props} />;
    case 'owner':
      return <OwnerFields {...props} />;
    case 'environment':
      return <EnvironmentFields {...props} />;
    case 'permissions':
      return <PermissionFields {...props} />;
    case 'limits':
      return <LimitFields {...props} />;
    case 'expiry':
      return <ExpiryFields {...props} />;
    case 'review':
      return <ReviewFields {...props} />;
  }
}

function ApiFields({ draft, facts, fault, onChange }: StepProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        label={t('issue.name')}
        hint={t('issue.nameHint')}
        value={draft.name}
        maxLength={200}
        autoFocus
        onFocus={(event) => event.target.select()}
        onChange={(event) => onChange({ name: event.target.value })}
        fault={fault}
      />
      <ChoiceList
        label={t('issue.api')}
        value={draft.api}
        onChange={(name) => onChange(withApi(draft, name, facts))}
        choices={facts.apis.map(({ name, prefix, environments }) => ({
          value: name,
          label: name,
          text: `${prefix}_… · ${environments.join(', ')}`,
        }))}
      />
    </>
  );
}

const ICONS = { live: <Radio />, test: <FlaskConical />, dev: <Hammer /> };

function EnvironmentFields({ draft, facts, onChange, fault }: StepProps) {
  const { t } = useTranslation();
  const api = facts.apis.find(({ name }) => name === draft.api);
  return (
    <>
      <ChoiceList
        label={t('issue.environment')}
        isLabelHidden
        hasFocus
        value={draft.environment}
        onChange={(environment) => onChange({ environment })}
        choices={(api?.environments ?? []).map((value) =>
          isUsual(value)
            ? {
                value,
                label: value,
                icon: ICONS[value],
                text: t(`issue.environmentText.${value}`),
              }
            : { value, label: value },
        )}
      />
      {fault !== null && (
        <p className={styles['fault']} role="alert">
          {fault}
        </p>
      )}
    </>
  );
}

function isUsual(name: string): name is keyof typeof ICONS {
  return Object.hasOwn(ICONS, name);
}
