import { useTranslation } from 'react-i18next';
import { ChoiceList } from '../design/choice-list.tsx';
import { TextField } from '../design/field.tsx';
import { durationWords } from '../sentence/duration-words.ts';

export interface GraceValue {
  /** Milliseconds as text, or `custom`. */
  readonly choice: string;
  /** As typed: 30m, 12h, 3d. */
  readonly custom: string;
}

interface GraceChoiceProps {
  readonly label: string;
  /** Offered lengths; zero stands for none. */
  readonly choicesMs: readonly number[];
  readonly value: GraceValue;
  readonly onChange: (value: GraceValue) => void;
  readonly fault: string | null;
}

/** A length of time out of a few usual ones, or typed. */
export function GraceChoice({ label, choicesMs, value, onChange, fault }: GraceChoiceProps) {
  const { t } = useTranslation();
  const usual = choicesMs.map((lengthMs) => ({
    value: String(lengthMs),
    label: lengthMs === 0 ? t('rotation.graceNow') : durationWords(lengthMs, t),
  }));
  return (
    <>
      <ChoiceList
        label={label}
        layout="pills"
        value={value.choice}
        onChange={(choice) => onChange({ ...value, choice })}
        choices={[...usual, { value: 'custom', label: t('rotation.custom') }]}
      />
      {value.choice === 'custom' && (
        <TextField
          label={t('rotation.customGrace')}
          hint={t('rotation.customHint')}
          value={value.custom}
          isMono
          autoFocus
          fault={fault}
          onChange={(event) => onChange({ ...value, custom: event.target.value })}
        />
      )}
    </>
  );
}
