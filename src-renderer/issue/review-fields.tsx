import { useTranslation } from 'react-i18next';
import { TextField } from '../design/field.tsx';
import type { StepProps } from './issue-step-fields.tsx';
import styles from './issue-wizard.module.css';

/** The sentence above says it all; here are its exact forms, and room for a reason. */
export function ReviewFields({ draft, fault, onChange }: StepProps) {
  const { t } = useTranslation();
  const list = (items: readonly string[]): string =>
    items.length === 0 ? t('issue.none') : items.join(', ');
  return (
    <>
      <dl className={styles['facts']}>
        <dt>{t('issue.name')}</dt>
        <dd>{draft.name}</dd>
        <dt>{t('issue.grants')}</dt>
        <dd className="mono">{list(draft.permissions)}</dd>
        <dt>{t('issue.roles')}</dt>
        <dd className="mono">{list(draft.roles)}</dd>
      </dl>
      <TextField
        label={t('issue.reason')}
        placeholder={t('rotation.optional')}
        value={draft.reason}
        maxLength={500}
        autoFocus
        onChange={(event) => onChange({ reason: event.target.value })}
        fault={fault}
      />
    </>
  );
}
