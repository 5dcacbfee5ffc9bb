import { useId } from 'react';
import styles from './field.module.css';

interface SelectFieldProps {
  readonly label: string;
  readonly name?: string;
  readonly value?: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange?: (value: string) => void;
}

/** The platform's own list: it needs no script to be reached by keyboard and read aloud. */
export function SelectField({ label, name, value, options, onChange }: SelectFieldProps) {
  const id = useId();
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={styles['label']}>
        {label}
      </label>
      <select
        id={id}
        name={name}
        value={value}
        className={styles['input']}
        onChange={onChange === undefined ? undefined : (event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
