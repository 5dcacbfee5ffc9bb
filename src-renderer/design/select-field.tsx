import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import styles from './field.module.css';

interface SelectFieldProps {
  readonly label: string;
  readonly name?: string;
  readonly value?: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange?: (value: string) => void;
  readonly isDisabled?: boolean;
  readonly hint?: string;
}

/** The platform's own list: it needs no script to be reached by keyboard and read aloud. */
export function SelectField(props: SelectFieldProps) {
  const { label, name, value, options, onChange, isDisabled = false, hint } = props;
  const id = useId();
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={styles['label']}>
        {label}
      </label>
      <span className={styles['picker']}>
        <select
          id={id}
          name={name}
          value={value}
          disabled={isDisabled}
          className={styles['input']}
          aria-describedby={hint === undefined ? undefined : `${id}-note`}
          onChange={onChange === undefined ? undefined : (event) => onChange(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden="true" />
      </span>
      {hint !== undefined && (
        <p id={`${id}-note`} className={styles['hint']}>
          {hint}
        </p>
      )}
    </div>
  );
}
