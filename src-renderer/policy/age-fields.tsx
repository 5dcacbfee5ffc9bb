import { useTranslation } from 'react-i18next';
import { TextField } from '../design/field.tsx';
import { SelectField } from '../design/select-field.tsx';
import { AGE_DAYS, type AgeDraft } from './age-draft.ts';
import styles from './age-fields.module.css';

interface AgeFieldsProps {
  readonly draft: AgeDraft;
  readonly onChange: (change: Partial<AgeDraft>) => void;
}

/** How often to rotate, and when to remind of it. */
export function AgeFields({ draft, onChange }: AgeFieldsProps) {
  const { t } = useTranslation();
  const days = AGE_DAYS.map(String);
  // An age of the terminal's own stays what it is.
  const ages = days.includes(draft.age) || draft.age === 'never' ? days : [...days, draft.age];
  const byLength = ages.toSorted((a, b) => Number(a) - Number(b));
  return (
    <div className={styles['pair']}>
      <SelectField
        label={t('policy.age')}
        value={draft.age}
        options={[
          { value: 'never', label: t('policy.noAge') },
          ...byLength.map((age) => ({
            value: age,
            label: t('policy.days', { count: Number(age) }),
          })),
        ]}
        onChange={(age) => onChange({ age })}
      />
      <TextField
        label={t('policy.leadDays')}
        placeholder={t('policy.leadDaysDefault')}
        value={draft.leadDays}
        onChange={(event) => onChange({ leadDays: event.target.value })}
      />
    </div>
  );
}
