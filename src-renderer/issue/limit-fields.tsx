import { useTranslation } from 'react-i18next';
import { ChoiceList } from '../design/choice-list.tsx';
import { TextField } from '../design/field.tsx';
import { PERIODS_MS, type Period } from './issue-draft.ts';
import type { StepProps } from './issue-step-fields.tsx';
import styles from './issue-wizard.module.css';

const PERIODS = Object.keys(PERIODS_MS) as readonly Period[];

export function LimitFields({ draft, fault, onChange }: StepProps) {
  const { t } = useTranslation();
  return (
    <>
      <ChoiceList
        label={t('issue.limit')}
        isLabelHidden
        hasFocus
        value={draft.limit}
        onChange={(limit) => onChange({ limit })}
        choices={[
          { value: 'minute', label: t('issue.perMinute') },
          { value: 'hour', label: t('issue.perHour') },
          { value: 'other', label: t('issue.otherLimit') },
          { value: 'none', label: t('issue.unlimited') },
        ]}
      />
      {draft.limit === 'other' ? (
        <div className={styles['pair']}>
          <TextField
            label={t('issue.calls')}
            value={draft.calls}
            inputMode="numeric"
            onChange={(event) => onChange({ calls: event.target.value })}
            fault={fault}
          />
          <ChoiceList
            label={t('issue.period')}
            layout="pills"
            value={draft.period}
            onChange={(period) => onChange({ period })}
            choices={PERIODS.map((value) => ({ value, label: t(`issue.periods.${value}`) }))}
          />
        </div>
      ) : (
        fault !== null && (
          <p className={styles['fault']} role="alert">
            {fault}
          </p>
        )
      )}
    </>
  );
}
